import { shareLink } from '../../site/contract/networks'
import type { NetworkSettings } from '../../site/networks/schema'
import type { Piece } from './announced-post'

/** Networks that take no message from here: somebody writes one there by hand. */
const USUAL: readonly Pick<NetworkSettings, 'id' | 'name' | 'share' | 'follow'>[] = [
  {
    id: 'linkedin',
    name: 'LinkedIn',
    share: 'https://www.linkedin.com/sharing/share-offsite/?url={url}',
  },
  { id: 'facebook', name: 'Facebook', share: 'https://www.facebook.com/sharer/sharer.php?u={url}' },
  { id: 'x', name: 'X', share: 'https://x.com/intent/post?text={title}&url={url}' },
]

/**
 * Addresses at which somebody shares the post by hand, filled in; of a network that was left, none.
 * Where there are many servers, it is the company's own.
 */
export const listShares = (
  networks: readonly NetworkSettings[],
  { title, address }: Piece,
): { name: string; url: string }[] => {
  const usual = USUAL.filter(
    ({ id }) => !networks.some((one) => one.id === id && (one.share || one.retired)),
  )
  const own = networks.filter(({ retired }) => !retired)
  return [...own, ...usual].flatMap(({ name, share, follow }) => {
    const instance = URL.parse(follow ?? '')?.host ?? ''
    return share ? [{ name, url: shareLink(share, { url: address, title, instance }) }] : []
  })
}
