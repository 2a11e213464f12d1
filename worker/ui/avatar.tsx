import type { Hub } from '../../site/contract/hub'
import { initialsOf } from '../../site/contract/initials'

const TINTS = 5

/** The tint that somebody keeps everywhere; those in `content/people/` have it from their place there. */
const tintOf = ({ people }: Pick<Hub, 'people'>, handle: string) => {
  const place = Object.keys(people).indexOf(handle)
  return place < 0
    ? [...handle].reduce((sum, c) => sum + c.codePointAt(0)!, 0) % TINTS
    : place % TINTS
}

interface AvatarProps {
  hub: Pick<Hub, 'people'>
  name: string
  /** Their handle in `content/people/`, or else as a member. */
  handle: string
}

/** Somebody's picture: their initials on their tint. None is ever fetched from anywhere. */
export const Avatar = ({ hub, name, handle }: AvatarProps) => (
  <span class="avatar" data-tint={tintOf(hub, handle)} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
