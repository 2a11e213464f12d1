import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { admissionTo } from '../../../site/contract/permissions'
import { Desk, Older } from '../../ui/desk-page'
import { levelName } from '../desk/labels.view'
import { When } from '../../ui/time'
import { Entry, type Tried } from '../../accounts/groups/form.view'
import type { Asked } from '../../accounts/groups/queries'
import { groupMessage } from '../../accounts/groups/messages'

interface RowProps extends Tried {
  hub: Hub
  asked: Asked
}

/** What a yes gives, so that a host knows what they give. */
const Grants = ({ hub, asked: { request } }: RowProps) => {
  const space = hub.spaces.find(({ id }) => id === request.space)
  const admission = space && admissionTo(space, hub.levels)
  if (!admission) return <>Its rules have changed: there is nothing that a yes could give.</>
  return 'group' in admission ? (
    <>
      Yes puts them into the group{' '}
      <a href={hub.paths.deskGroup(admission.group)}>{admission.group}</a>.
    </>
  ) : (
    <>Yes gives them the level {levelName(hub, admission.level)}.</>
  )
}

const Answer = (props: RowProps) => {
  const { asked, action, typed, faults } = props
  const own = props.hub.paths.answerToRequest(asked.request.id)
  const tried = action === own ? { typed, faults } : {}
  const fault = tried.faults?.find(({ field }) => field === 'answer')
  return (
    <form class="request-answer" method="post" action={own}>
      {fault && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {groupMessage(fault)}
        </p>
      )}
      <Entry
        id={`reply-${asked.request.id}`}
        name="reply"
        label="A word to them (if you like)"
        hint="They read it in the letter that tells them."
        rows={2}
        {...tried}
      />
      <p class="form-actions">
        <button name="answer" value="yes">
          Let in<span class="unseen"> {asked.name}</span>
        </button>
        <button class="quiet" name="answer" value="no">
          Not now<span class="unseen">, {asked.name}</span>
        </button>
      </p>
      <p class="hint">
        <Grants {...props} />
      </p>
    </form>
  )
}

const Row = (props: RowProps) => {
  const { hub, asked } = props
  const { request, name, handle } = asked
  const space = hub.spaces.find(({ id }) => id === request.space)
  return (
    <li>
      <h2>
        <a href={hub.paths.deskMember(request.memberId)}>
          <bdi>{name}</bdi>
        </a>
      </h2>
      <p class="soft">
        @{handle} · <a href={hub.paths.space(request.space)}>{space?.name ?? request.space}</a> ·{' '}
        <When hub={hub} at={request.at} />
      </p>
      {request.reason && (
        <blockquote dir="auto">
          <p>{request.reason}</p>
        </blockquote>
      )}
      {request.answer === null ? (
        <Answer {...props} />
      ) : (
        <p>
          {request.answer === 'yes' ? 'Let in' : 'Not let in'} on{' '}
          <When hub={hub} at={request.answeredAt ?? request.at} isDay />
          {request.reply && (
            <>
              : <q dir="auto">{request.reply}</q>
            </>
          )}
        </p>
      )}
    </li>
  )
}

interface ListProps extends Tried {
  hub: Hub
  rows: Asked[]
  isAnswered: boolean
  /** Where the next page begins. */
  next?: string | undefined
}

const Next = ({
  paths,
  isAnswered,
  next,
}: { paths: Paths } & Pick<ListProps, 'isAnswered' | 'next'>) =>
  next === undefined ? null : isAnswered ? (
    <Older label="Older" href={paths.deskRequests({ list: 'answered', before: next })} />
  ) : (
    <Older label="More" href={paths.deskRequests({ after: next })} />
  )

/** Who asks to be let into which space. */
export const RequestsPage = ({ hub, rows, isAnswered, next, ...tried }: ListProps) => (
  <Desk paths={hub.paths} here="Requests">
    <header class="page-head">
      <h1>Requests</h1>
      <p>
        Members who ask to be let into a space, whoever waits longest first. They are told by
        letter, and it is on record.
      </p>
      <p class="page-tools">
        {isAnswered ? <a href={hub.paths.deskRequests()}>Waiting</a> : <strong>Waiting</strong>}
        {isAnswered ? (
          <strong>Answered</strong>
        ) : (
          <a href={hub.paths.deskRequests({ list: 'answered' })}>Answered</a>
        )}
      </p>
    </header>
    {rows.length > 0 ? (
      <ul class="saved-replies">
        {rows.map((asked) => (
          <Row hub={hub} asked={asked} {...tried} />
        ))}
      </ul>
    ) : (
      <p class="empty">{isAnswered ? 'Nothing was answered yet.' : 'Nobody waits.'}</p>
    )}
    <Next paths={hub.paths} isAnswered={isAnswered} next={next} />
  </Desk>
)
