import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import { BodyField, FormFault, Preview } from './fields.view'
import type { CommentFault } from './form'
import { CommentForm, type CommentFormProps, faultOf } from './form.view'
import type { Comment } from './table'

const Back = ({ paths, conversation }: { paths: Paths; conversation: Conversation }) => (
  <p class="page-back">
    <a href={paths.conversation(conversation)}>{conversation.title}</a>
  </p>
)

/** The page of a reply: the parent, and the form. */
export const ReplyPage = (props: CommentFormProps & { answers: Comment }) => (
  <div class="thread">
    <h1>
      Reply to <bdi>{props.answers.name}</bdi>
    </h1>
    <Back paths={props.hub.paths} conversation={props.conversation} />
    <blockquote class="comment-quoted" cite={props.hub.paths.comment(props.answers.id)}>
      <Byline hub={props.hub} comment={props.answers} />
      <div class="e-content" dir="auto">
        <Safe html={props.answers.html} />
      </div>
    </blockquote>
    <h2 class="unseen">Write your reply</h2>
    <CommentForm {...props} />
  </div>
)

interface RevisionProps {
  hub: Hub
  conversation: Conversation
  comment: Comment
  /** The text in the form: the comment's, or what the author sent. */
  body: string
  faults?: readonly CommentFault[]
  preview?: string | undefined
}

/** The page on which authors edit their comment. */
export const RevisionPage = (props: RevisionProps) => {
  const { hub, conversation, comment, body, faults = [] } = props
  const fault = faultOf(hub, conversation, faults)
  return (
    <div class="thread">
      <h1>Edit your comment</h1>
      <Back paths={hub.paths} conversation={conversation} />
      <form
        class="comment-form"
        id="comment-form"
        method="post"
        action={hub.paths.revision(comment.id)}
      >
        <FormFault fault={fault('form')} />
        <Preview html={props.preview} />
        <BodyField
          paths={hub.paths}
          label="Your comment"
          value={body}
          fault={fault('body')}
          autofocus={faults[0] ? faults[0].field === 'body' : props.preview === undefined}
        />
        <p class="form-actions">
          <button>Save</button>{' '}
          <button class="quiet" name="preview" value="yes">
            Preview
          </button>{' '}
          <a href={hub.paths.comment(comment.id)}>Cancel</a>
        </p>
      </form>
    </div>
  )
}
