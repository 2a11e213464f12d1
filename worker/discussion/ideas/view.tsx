import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import { ideaStatuses, ideaSteps, ideaStatusLabels } from '../../../site/contract/vocabulary'
import { isVotingOver } from './rules'
import { type StatusFault, statusForm, type StatusInput } from './form'
import { statusMessage } from './messages'

/** The anchor of the section about the idea on its page. */
export const IDEA_ANCHOR = 'idea'

interface VotesProps {
  hub: Pick<Hub, 'language' | 'paths'>
  conversation: Pick<Conversation, 'id' | 'slug' | 'status'>
  count: number
  /** Whether the viewer voted for it. */
  isMine: boolean
  isSignedIn: boolean
}

const counted = (count: number, language: string) =>
  count === 1 ? '1 vote' : `${count.toLocaleString(language)} votes`

/** The votes for an idea, and the button that adds or removes the viewer's. */
export const VoteBar = ({ hub, conversation, count, isMine, isSignedIn }: VotesProps) => {
  const returnTo = `${hub.paths.conversation(conversation)}#${IDEA_ANCHOR}`
  const mayVote = isMine || !isVotingOver(conversation.status)
  return (
    <form class="votes" method="post" action={hub.paths.votes(conversation.id)}>
      <p class="votes-count">
        <b>{counted(count, hub.language)}</b>
        {isMine && <span>, including yours</span>}
      </p>
      {isSignedIn && mayVote && (
        <button class={isMine ? 'quiet' : undefined} name="to" value={isMine ? 'off' : 'on'}>
          {isMine ? 'Remove vote' : 'Vote for this idea'}
        </button>
      )}
      {!isSignedIn && mayVote && (
        <a class="button-quiet button" href={hub.paths.signIn({ returnTo })} rel="nofollow">
          Sign in to vote
        </a>
      )}
    </form>
  )
}

type Idea = Pick<Conversation, 'id' | 'status' | 'statusReason'>

/** The steps from open to done, with the same markup as on posts. */
const Steps = ({ status = 'open' }: Pick<Idea, 'status'>) => {
  if (status === 'declined')
    return (
      <p class="idea-declined">
        <strong>{ideaStatusLabels.declined}</strong>
      </p>
    )
  const reached = ideaSteps.findIndex((step) => step === status)
  return (
    <ol class="steps">
      {ideaSteps.map((step, at) => (
        <li
          class={at <= reached ? 'reached' : undefined}
          aria-current={at === reached ? 'step' : undefined}
        >
          {ideaStatusLabels[step]}
        </li>
      ))}
    </ol>
  )
}

interface StatusFormProps {
  paths: Paths
  idea: Idea
  /** The refused input, and its fault. */
  input?: StatusInput
  fault?: StatusFault
}

/** The form with which hosts set the status. */
export const StatusForm = ({ paths, idea, input, fault }: StatusFormProps) => {
  const { status = idea.status ?? 'open', reason = idea.statusReason ?? '' } = input ?? {}
  const isReason = fault?.field === 'reason'
  return (
    <form class="idea-deciding" method="post" action={paths.status(idea.id)}>
      {fault && (
        <p class="fault" role="alert" id="idea-fault">
          {statusMessage(fault)}
        </p>
      )}
      <p class="field">
        <label for="idea-status">Status</label>
        <select id="idea-status" name="status">
          {ideaStatuses.map((each) => (
            <option value={each} selected={each === status}>
              {ideaStatusLabels[each]}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="idea-reason">Reason</label>
        <textarea
          id="idea-reason"
          {...statusForm.attributes('reason')}
          rows={3}
          aria-invalid={isReason ? 'true' : undefined}
          aria-describedby={isReason ? 'idea-fault' : undefined}
        >
          {`\n${reason}`}
        </textarea>
      </p>
      <p>
        <button>Save and notify voters</button>
      </p>
    </form>
  )
}

interface IdeaProps extends VotesProps {
  conversation: Idea & Pick<Conversation, 'slug'>
  isHost: boolean
}

/** The section about an idea on a topic's page: its status, the reason and the votes. */
export const IdeaSection = ({ isHost, ...votes }: IdeaProps) => {
  const { id, status = 'open', statusReason } = votes.conversation
  const Votes = slots.votes
  return (
    <section class="idea" id={IDEA_ANCHOR} data-status={status} aria-label="Status of this idea">
      <Steps status={status} />
      {statusReason && <p dir="auto">{statusReason}</p>}
      <Votes data-conversation={id}>
        <VoteBar {...votes} />
      </Votes>
      {isHost && (
        <details>
          <summary>Change the status</summary>
          <StatusForm paths={votes.hub.paths} idea={votes.conversation} />
        </details>
      )}
    </section>
  )
}
