import Offer from '../offers/Offer.astro'
import HouseRules from './HouseRules.astro'

/** The components for bodies; each is listed in `site/mdx/components.ts` too. */
export const components = { HouseRules, Offer }
