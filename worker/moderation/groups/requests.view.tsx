import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { admissionTo } from '../../../site/contract/permissions'
import { DeskPage, OlderLink } from '../../ui/desk-page'
import { levelName } from '../desk/rules'
import { When } from '../../ui/time'
import { GroupField, type GroupFormState } from '../../accounts/groups/form.view'
import type { RequestWithMember } from '../../accounts/groups/queries'
import { groupMessage } from '../../accounts/groups/messages'

interface RowProps extends GroupFormState {
  hub: Hub
  item: RequestWithMember
}

/** What acceptance grants. */
const Grants = ({ hub, item: { request } }: RowProps) => {
  const space = hub.spaces.find(({ id }) => id === request.space)
  const admission = space && admissionTo(space, hub.levels)
  if (!admission)
    return <>The rules of the space have changed, so this request cannot be accepted.</>
  return 'group' in admission ? (
    <>
      Accept adds them to the group{' '}
      <a href={hub.paths.deskGroup(admission.group)}>{admission.group}</a>.
    </>
  ) : (
    <>Accept grants them the level {levelName(hub, admission.level)}.</>
  )
}

const Answer = (props: RowProps) => {
  const { item, action, typed, faults } = props
  const own = props.hub.paths.answerToRequest(item.request.id)
  const refused = action === own ? { typed, faults } : {}
  const fault = refused.faults?.find(({ field }) => field === 'answer')
  return (
    <form class="request-answer" method="post" action={own}>
      {fault && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {groupMessage(fault)}
        </p>
      )}
      <GroupField
        id={`reply-${item.request.id}`}
        name="reply"
        label="Message (optional)"
        hint="We include it in the email about your answer."
        rows={2}
        {...refused}
      />
      <p class="form-actions">
        <button name="answer" value="yes">
          Accept<span class="unseen"> {item.name}</span>
        </button>
        <button class="quiet" name="answer" value="no">
          Decline<span class="unseen">, {item.name}</span>
        </button>
      </p>
      <p class="hint">
        <Grants {...props} />
      </p>
    </form>
  )
}

const Row = (props: RowProps) => {
  const { hub, item } = props
  const { request, name, handle } = item
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
          {request.answer === 'yes' ? 'Accepted' : 'Declined'} on{' '}
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

interface ListProps extends GroupFormState {
  hub: Hub
  rows: RequestWithMember[]
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
    <OlderLink label="Older" href={paths.deskRequests({ list: 'answered', before: next })} />
  ) : (
    <OlderLink label="More" href={paths.deskRequests({ after: next })} />
  )

/** The access requests: the open ones, or the answered ones. */
export const RequestsPage = ({ hub, rows, isAnswered, next, ...refused }: ListProps) => (
  <DeskPage paths={hub.paths} here="Requests">
    <header class="page-head">
      <h1>Requests</h1>
      <p>
        Members who request access to a space, oldest first. They get your answer by email, and the
        audit log has it.
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
        {rows.map((item) => (
          <Row hub={hub} item={item} {...refused} />
        ))}
      </ul>
    ) : (
      <p class="empty">{isAnswered ? 'No answered requests yet.' : 'No open requests.'}</p>
    )}
    <Next paths={hub.paths} isAnswered={isAnswered} next={next} />
  </DeskPage>
)
