import type { NetworkSettings } from '../../site/networks/schema'
import type { Piece } from './piece'

/** Networks that take no message from here, and where one is written there by hand. */
const USUAL = [
  {
    id: 'linkedin',
    name: 'LinkedIn',
    share: 'https://www.linkedin.com/sharing/share-offsite/?url={url}',
  },
  { id: 'facebook', name: 'Facebook', share: 'https://www.facebook.com/sharer/sharer.php?u={url}' },
  { id: 'x', name: 'X', share: 'https://x.com/intent/post?text={title}&url={url}' },
]

/** Addresses at which somebody shares the post by hand, filled in; of a network that was left, none. */
export const listShares = (
  networks: readonly NetworkSettings[],
  { title, address }: Piece,
): { name: string; url: string }[] => {
  const usual = USUAL.filter(
    ({ id }) => !networks.some((one) => one.id === id && (one.share || one.retired)),
  )
  const own = networks.flatMap(({ name, share, follow, retired }) =>
    share && !retired ? [{ name, share, follow }] : [],
  )
  return [...own, ...usual.map((one) => ({ ...one, follow: undefined }))].map(
    ({ name, share, follow }) => ({
      name,
      url: share
        .replaceAll('{instance}', URL.parse(follow ?? '')?.host ?? '')
        .replaceAll('{url}', encodeURIComponent(address))
        .replaceAll('{title}', encodeURIComponent(title)),
    }),
  )
}
