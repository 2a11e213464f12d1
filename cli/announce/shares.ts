import { shareLink } from '../../site/contract/networks'
import type { NetworkSettings } from '../../site/networks/schema'
import type { AnnouncedPost } from './announced-post'

/** Networks that announcements cannot be sent to; people share there by hand. */
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
 * The share links of a post, by network; none for a retired network. Where a network has many servers,
 * the company's own.
 */
export const listShares = (
  networks: readonly NetworkSettings[],
  { title, address }: AnnouncedPost,
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
