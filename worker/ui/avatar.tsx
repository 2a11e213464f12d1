import type { Hub } from '../../site/contract/hub'
import { initialsOf } from '../../site/contract/initials'

const TINTS = 5

/** The constant tint of a person: by their position in `content/people/`, or by the handle. */
const tintOf = ({ people }: Pick<Hub, 'people'>, handle: string) => {
  const place = Object.keys(people).indexOf(handle)
  return place < 0
    ? [...handle].reduce((sum, c) => sum + c.codePointAt(0)!, 0) % TINTS
    : place % TINTS
}

interface AvatarProps {
  hub: Pick<Hub, 'people'>
  name: string
  /** The handle in `content/people/`, or that of the member. */
  handle: string
}

/** A person's initials on their tint; no picture is ever loaded. */
export const Avatar = ({ hub, name, handle }: AvatarProps) => (
  <span class="avatar" data-tint={tintOf(hub, handle)} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
