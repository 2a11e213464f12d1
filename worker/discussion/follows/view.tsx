import type { Paths } from '../../../site/contract/paths'
import { followMessages } from './messages'

interface FollowFormProps {
  paths: Paths
  /** As `targetOf` writes it; of a person also with their handle. */
  target: string
  /** `undefined` if the member neither follows nor mutes it. */
  follow: { isMuted: boolean } | undefined
  /** What it is, for those who cannot see what the button is beside. */
  name: string
  isMutable?: boolean
  /** Returns to the page of notifications. */
  isInbox?: boolean
}

const Choice = ({
  to,
  label,
  name,
}: {
  to: 'on' | 'off' | 'muted'
  label: string
  name: string
}) => (
  <button class="quiet" name="to" value={to}>
    {label}
    <span class="unseen"> {name}</span>
  </button>
)

/** The buttons with which a member follows and mutes something. */
export const FollowForm = ({
  paths,
  target,
  follow,
  name,
  isMutable = false,
  isInbox = false,
}: FollowFormProps) => {
  const label = follow ? followMessages[follow.isMuted ? 'unmute' : 'unfollow'] : undefined
  return (
    <form class="follow" method="post" action={paths.follows()}>
      <input type="hidden" name="target" value={target} />
      {isInbox && <input type="hidden" name="back" value="inbox" />}
      <Choice to={label ? 'off' : 'on'} label={label ?? followMessages.follow} name={name} />
      {isMutable && !follow?.isMuted && (
        <Choice to="muted" label={followMessages.mute} name={name} />
      )}
    </form>
  )
}
