import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { HOUSE_RULES, type Paths } from '../../../site/contract/paths'
import { Byline } from './byline.view'
import type { Comment } from './table'
import { Safe } from '../../markdown/markdown'
import type { ReportFault } from '../reports/form'
import { reportMessage } from '../reports/messages'

const Quoted = ({ hub, comment }: { hub: Hub; comment: Comment }) => (
  <blockquote class="comment-quoted" cite={hub.paths.comment(comment.id)}>
    <Byline hub={hub} comment={comment} />
    <div class="e-content" dir="auto">
      <Safe html={comment.html} />
    </div>
  </blockquote>
)

const Back = ({ paths, conversation }: { paths: Paths; conversation: Conversation }) => (
  <p class="page-back">
    <a href={paths.conversation(conversation)}>{conversation.title}</a>
  </p>
)

const ReasonField = ({ typed, fault }: { typed: string; fault: ReportFault | undefined }) => {
  const isFaulty = fault?.field === 'reason'
  return (
    <p class="field">
      <label for="reason">What is wrong with it? (optional)</label>
      <textarea
        id="reason"
        name="reason"
        rows={4}
        aria-invalid={isFaulty ? 'true' : undefined}
        aria-describedby={isFaulty ? 'reason-fault reason-hint' : 'reason-hint'}
        autofocus={isFaulty}
      >
        {/* A browser drops the first line feed of a textarea: this one, not the reader's. */}
        {`\n${typed}`}
      </textarea>
      {isFaulty && (
        <span class="fault" id="reason-fault">
          {reportMessage(fault)}
        </span>
      )}
      <span class="hint" id="reason-hint">
        Only hosts can read this. The author of the comment never learns who reported it.
      </span>
    </p>
  )
}

const Rules = ({ hub }: { hub: Hub }) => (
  <p class="soft">
    Please report only what breaks the house rules. If you disagree, reply instead.
    {hub.pages.includes(HOUSE_RULES) && (
      <>
        {' '}
        Read the <a href={hub.paths.page(HOUSE_RULES)}>house rules</a>.
      </>
    )}
  </p>
)

interface ReportProps {
  hub: Hub
  /** The address of the form. */
  action: string
  /** `undefined` while the database does not answer. */
  comment?: Comment | undefined
  conversation?: Conversation | undefined
  typed?: string | undefined
  /** Names the form of a guest without a cookie. */
  drawn: string
  fault?: ReportFault | undefined
}

export const ReportCommentPage = (props: ReportProps) => {
  const { hub, action, comment, conversation, typed = '', drawn, fault } = props
  return (
    <div class="thread">
      <h1>Report a comment</h1>
      {conversation && <Back paths={hub.paths} conversation={conversation} />}
      {comment && <Quoted hub={hub} comment={comment} />}
      {fault?.field === 'form' && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {reportMessage(fault)}
        </p>
      )}
      {fault?.reason !== 'own' && (
        <form class="sheet" method="post" action={action}>
          {drawn && <input type="hidden" name="drawn" value={drawn} />}
          <Rules hub={hub} />
          <ReasonField typed={typed} fault={fault} />
          <p class="form-actions">
            <button>Report</button> {comment && <a href={hub.paths.comment(comment.id)}>Cancel</a>}
          </p>
        </form>
      )}
    </div>
  )
}

interface ThanksProps {
  paths: Paths
  conversation: Conversation
  /** The permalink of the comment, while it is public. */
  place: string | undefined
}

/** The same for everyone who reported a comment, whatever happens to it. */
export const ThanksPage = ({ paths, conversation, place }: ThanksProps) => (
  <div class="thread">
    <h1>Thanks. A host will review it.</h1>
    <Back paths={paths} conversation={conversation} />
    <p>
      Only hosts can see your report. There is nothing more to do, and you will not get a message
      about it.
    </p>
    <p>
      {place ? (
        <a href={place}>Back to the comment</a>
      ) : (
        <a href={`${paths.conversation(conversation)}#thread-title`}>Back to the conversation</a>
      )}
    </p>
  </div>
)
