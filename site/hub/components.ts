import Offer from '../offers/Offer.astro'
import HouseRules from './HouseRules.astro'

/** The components that a body may hold, each named in `site/mdx/components.ts` too. */
export const components = { HouseRules, Offer }
