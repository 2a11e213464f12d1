import { type Hub, liveAt } from '../../site/contract'
import type { Bindings } from '../env'

/** Read once in an isolate's life: it changes only with a new build, and so with a new Worker. */
let known: Hub | undefined

/** For how long the development server's answer is good, in milliseconds: a page asks it a lot. */
const DEVELOPING = 1000
let readAt = 0

const fetchHub = async ({ ASSETS, SITE_DEV }: Bindings): Promise<Hub> => {
  const answer = SITE_DEV
    ? await fetch(new URL('hub.json', SITE_DEV))
    : await ASSETS.fetch('https://assets/hub.json')
  if (!answer.ok)
    throw new Error('hub.json is not there; expected a built site: run `npm run build`')
  return answer.json()
}

/** What the build tells the Worker; from then on every address is below its base. */
export const readHub = async (env: Bindings): Promise<Hub> => {
  if (known && (!env.SITE_DEV || Date.now() - readAt < DEVELOPING)) return known
  known = await fetchHub(env)
  readAt = Date.now()
  liveAt(known.base)
  return known
}
