import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import { ideaStatuses, ideaSteps, ideaStatusLabels } from '../../../site/contract/vocabulary'
import { isVotingOver } from './rules'
import { type StatusFault, statusForm, type StatusInput } from './form'
import { statusMessage } from './messages'

/** The anchor of what is said about an idea, on its page. */
export const IDEA_ANCHOR = 'idea'

interface VotesProps {
  hub: Pick<Hub, 'language' | 'paths'>
  conversation: Pick<Conversation, 'id' | 'slug' | 'status'>
  count: number
  /** Whether whoever looks voted for it. */
  isMine: boolean
  isSignedIn: boolean
}

const counted = (count: number, language: string) =>
  count === 1 ? '1 vote' : `${count.toLocaleString(language)} votes`

/** The votes for an idea, and the button by which somebody gives theirs or takes it back. */
export const VoteBar = ({ hub, conversation, count, isMine, isSignedIn }: VotesProps) => {
  const returnTo = `${hub.paths.conversation(conversation)}#${IDEA_ANCHOR}`
  const mayVote = isMine || !isVotingOver(conversation.status)
  return (
    <form class="votes" method="post" action={hub.paths.votes(conversation.id)}>
      <p class="votes-count">
        <b>{counted(count, hub.language)}</b>
        {isMine && <span>, yours among them</span>}
      </p>
      {isSignedIn && mayVote && (
        <button class={isMine ? 'quiet' : undefined} name="to" value={isMine ? 'off' : 'on'}>
          {isMine ? 'Take your vote back' : 'Vote for this idea'}
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

/** How far an idea has come, as it is drawn for posts. */
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
  /** What was sent and not taken, and why. */
  input?: StatusInput
  fault?: StatusFault
}

/** Says what becomes of an idea; for hosts. */
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
        <label for="idea-status">What becomes of it?</label>
        <select id="idea-status" name="status">
          {ideaStatuses.map((each) => (
            <option value={each} selected={each === status}>
              {ideaStatusLabels[each]}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="idea-reason">Why?</label>
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
        <button>Tell everybody who voted</button>
      </p>
    </form>
  )
}

interface IdeaProps extends VotesProps {
  conversation: Idea & Pick<Conversation, 'slug'>
  isHost: boolean
}

/** What stands on the page of a topic about its idea: how far it has come, why, and its votes. */
export const IdeaSection = ({ isHost, ...votes }: IdeaProps) => {
  const { id, status = 'open', statusReason } = votes.conversation
  const Votes = slots.votes
  return (
    <section
      class="idea"
      id={IDEA_ANCHOR}
      data-status={status}
      aria-label="How far this idea has come"
    >
      <Steps status={status} />
      {statusReason && <p dir="auto">{statusReason}</p>}
      <Votes data-conversation={id}>
        <VoteBar {...votes} />
      </Votes>
      {isHost && (
        <details>
          <summary>Say what becomes of it</summary>
          <StatusForm paths={votes.hub.paths} idea={votes.conversation} />
        </details>
      )}
    </section>
  )
}
