import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import { type Space, describeRule } from '../../../site/contract/permissions'
import { When } from '../../ui/time'
import { GroupField, type GroupFormState } from './form.view'
import type { AccessRequest } from './table'

interface RequestProps extends GroupFormState {
  hub: Hub
  space: Space
  /** The member's latest request. */
  last: AccessRequest | undefined
  isIn: boolean
  isSilenced: boolean
}

const Rules = ({ hub: { levels }, space }: RequestProps) => (
  <p class="page-tools">
    <span>Reading: {describeRule(space.read, levels)}</span>
    <span>Commenting: {describeRule(space.comment, levels)}</span>
    <span>Starting: {describeRule(space.start, levels)}</span>
  </p>
)

/** The answer to the latest request. */
const LastAnswer = ({ hub, last }: { hub: Hub; last: AccessRequest }) => (
  <>
    <p>
      A host {last.answer === 'yes' ? 'approved' : 'declined'} your last request on{' '}
      <When hub={hub} at={last.answeredAt ?? last.at} isDay />.
    </p>
    {last.reply && (
      <blockquote dir="auto">
        <p>{last.reply}</p>
      </blockquote>
    )}
  </>
)

const RequestForm = ({ hub, space, typed, faults }: RequestProps) => (
  <form class="sheet" method="post" action={hub.paths.requests(space.id)}>
    <GroupField
      name="reason"
      label="Who you are, and why you want access (optional)"
      hint="Only hosts can read this."
      rows={4}
      typed={typed}
      faults={faults}
    />
    <p>
      <button>Request access</button>
    </p>
  </form>
)

const State = (props: RequestProps): Child => {
  const { hub, space, last, isIn, isSilenced } = props
  if (isIn)
    return (
      <p>
        You have access. <a href={hub.paths.space(space.id)}>Open {space.name}</a>
      </p>
    )
  if (last && last.answer === null)
    return (
      <p role="status">
        You requested access on <When hub={hub} at={last.at} isDay />. A host will decide, and we
        will email you.
      </p>
    )
  if (isSilenced)
    return (
      <p>
        A host has silenced you here. <a href={`${hub.paths.me()}#silence`}>Until when, and why</a>
      </p>
    )
  return (
    <>
      {last && <LastAnswer hub={hub} last={last} />}
      <RequestForm {...props} />
    </>
  )
}

/** The page on which a member requests access to a space, and sees the answer. */
export const RequestPage = (props: RequestProps) => (
  <div class="list-page">
    <header class="page-head">
      <h1>Request access to {props.space.name}</h1>
      {props.space.about && <p>{props.space.about}</p>}
      <Rules {...props} />
    </header>
    <State {...props} />
  </div>
)
