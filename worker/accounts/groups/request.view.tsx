import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import { type Space, describeRule } from '../../../site/contract/permissions'
import { When } from '../../ui/time'
import { GroupField, type GroupFormState } from './form.view'
import type { AccessRequest } from './table'

interface RequestProps extends GroupFormState {
  hub: Hub
  space: Space
  /** What they asked last. */
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

/** What hosts said the last time. */
const LastAnswer = ({ hub, last }: { hub: Hub; last: AccessRequest }) => (
  <>
    <p>
      A host answered on <When hub={hub} at={last.answeredAt ?? last.at} isDay />:{' '}
      {last.answer === 'yes' ? 'you were let in.' : 'not for now.'}
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
      label="Who you are, and why (if you like)"
      hint="Hosts read it, and nobody else."
      rows={4}
      typed={typed}
      faults={faults}
    />
    <p>
      <button>Ask to be let in</button>
    </p>
  </form>
)

const State = (props: RequestProps): Child => {
  const { hub, space, last, isIn, isSilenced } = props
  if (isIn)
    return (
      <p>
        You are in. <a href={hub.paths.space(space.id)}>To {space.name}</a>
      </p>
    )
  if (last && last.answer === null)
    return (
      <p role="status">
        You asked on <When hub={hub} at={last.at} isDay />. A host will decide, and you will be told
        by letter.
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

/** Where a member asks to be let into a space, and sees what became of that. */
export const RequestPage = (props: RequestProps) => (
  <div class="list-page">
    <header class="page-head">
      <h1>Be let into {props.space.name}</h1>
      {props.space.about && <p>{props.space.about}</p>}
      <Rules {...props} />
    </header>
    <State {...props} />
  </div>
)
