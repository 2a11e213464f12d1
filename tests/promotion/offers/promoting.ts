import type { Hub, HubFile } from '../../../site/contract/hub'
import type { Network } from '../../../site/contract/networks'
import type { Offer } from '../../../site/contract/offers'
import { readHub } from '../../../worker/http/hub'
import { bindings } from '../../world'

/** A browser of a person, as ways out and views are counted. */
export const BROWSER = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}

export const offer = (id: string, more: Partial<Offer> = {}): Offer => ({
  id,
  title: `The offer ${id}`,
  action: { label: 'Go', url: `https://shop.example/${id}` },
  disclosure: 'Our own',
  pitch: '<p>Buy.</p>',
  audience: 'everyone',
  priority: 0,
  ...more,
})

export const network = (id: string, more: Partial<Network> = {}): Network => ({
  id,
  name: id,
  follow: `https://${id}.example/us`,
  ...more,
})

/**
 * The hub of the tests with offers and networks of its own, from here on in this file: what a build
 * of such content would say.
 */
export const promoting = async (more: Partial<HubFile>): Promise<Hub> => {
  const built = await bindings.ASSETS.fetch('https://assets/hub.json')
  const hub: HubFile = { ...((await built.json()) as HubFile), ...more }
  return readHub({ ...bindings, ASSETS: { fetch: async () => Response.json(hub) } as never })
}
