import { type Conversation, type Hub, paths } from '../../site/contract'
import { Safe } from '../text/markdown'
import type { Fault, Words } from './rules'
import type { Comment } from './table'

/** What each fault says beside its field. */
export const sentenceOf = ({ reason }: Fault, { longest }: Hub['comments']): string =>
  ({
    closed: 'This conversation is closed: what is here stays, and nothing more is taken.',
    'parent-gone': 'The comment you answered is gone. Your words are kept below.',
    empty: 'Please write something first.',
    'too-long': `Please keep it to ${longest.toLocaleString('en')} characters.`,
    unreadable: 'Your comment holds characters that can not be shown.',
    'name-empty': 'Please tell us your name.',
    'name-too-long': 'Please use a shorter name.',
    'name-unreadable': 'Please use a name that everybody can read.',
    'name-reserved': 'That name belongs to somebody who works here. Please use another.',
    email: 'Please check the e-mail address.',
    website: 'A website starts with https:// or http://.',
    'too-many':
      'You have written a lot in the last hour. Please come back later; your words are kept below.',
    'too-fast':
      'That was very quick. Please wait a minute and send it again; your words are kept below.',
    'not-saved':
      'The hub could not save this just now. Please send it again in a moment; your words are kept below.',
    'too-late': 'The time to change this comment is over.',
  })[reason]

/** What the visitor tried to post, drawn back into the form. */
export interface Attempt {
  words: Words
  faults: Fault[]
  /** The safe HTML of their words, if they asked to see them first. */
  preview?: string
}

export interface ThreadProps {
  hub: Hub
  conversation: Conversation
  comments: Comment[]
  /** Ids of the comments that the visitor may still change. */
  own: Set<string>
  attempt?: Attempt | undefined
}

const when = ({ language, timezone }: Hub, at: Date) =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(at)

const Author = ({ name, website }: Pick<Comment, 'name' | 'website'>) => (
  <span class="p-author h-card">
    {website ? (
      <a class="p-name u-url" href={website} rel="ugc nofollow noopener">
        {name}
      </a>
    ) : (
      <span class="p-name">{name}</span>
    )}
  </span>
)

const Entry = ({ comment, hub }: { comment: Comment; hub: Hub }) => (
  <article
    class="comment h-entry"
    id={`c-${comment.id}`}
    data-depth={comment.depth}
    data-state={comment.state}
  >
    <header>
      <Author {...comment} />{' '}
      <a class="u-url" href={paths.comment(comment.id)}>
        <time class="dt-published" datetime={comment.writtenAt.toISOString()}>
          {when(hub, comment.writtenAt)}
        </time>
      </a>
    </header>
    {comment.state === 'held' && (
      <p class="comment-note">
        Only you can see this until you follow the link in our letter to you, or a host has read it.
      </p>
    )}
    <div class="e-content">
      <Safe html={comment.html} />
    </div>
  </article>
)

interface FieldProps {
  name: 'name' | 'email' | 'website'
  label: string
  type: string
  value: string
  required?: boolean
  fault?: string | undefined
  autofocus?: boolean
}

const Field = ({ name, label, fault, ...input }: FieldProps) => (
  <p class="field">
    <label for={`comment-${name}`}>{label}</label>
    <input
      id={`comment-${name}`}
      name={name}
      autocomplete={name === 'website' ? 'url' : name}
      {...(fault && { 'aria-invalid': 'true', 'aria-describedby': `comment-${name}-fault` })}
      {...input}
    />
    {fault && (
      <span class="fault" id={`comment-${name}-fault`}>
        {fault}
      </span>
    )}
  </p>
)

const nothing: Words = { body: '', parent: '', name: '', email: '', website: '', remember: false }

/** The form to add a comment, with what was typed and what was wrong with it. */
export const CommentForm = ({
  hub,
  conversation,
  attempt,
}: Pick<ThreadProps, 'hub' | 'conversation' | 'attempt'>) => {
  const { words, faults } = attempt ?? { words: nothing, faults: [] }
  const fault = (field: Fault['field']) => {
    const found = faults.find((fault) => fault.field === field)
    return found && sentenceOf(found, hub.comments)
  }
  const first = faults.at(0)?.field
  return (
    <form
      class="comment-form"
      id="comment-form"
      method="post"
      action={paths.comments(conversation.id)}
    >
      <h3>Add a comment</h3>
      {fault('form') && (
        <p role="alert" class="fault">
          {fault('form')}
        </p>
      )}
      <input type="hidden" name="parent" value={words.parent} />
      <p class="field">
        <label for="comment-body">Your comment</label>
        <textarea id="comment-body" name="body" rows={5} required autofocus={first === 'body'}>
          {words.body}
        </textarea>
        {fault('body') && (
          <span class="fault" id="comment-body-fault">
            {fault('body')}
          </span>
        )}
      </p>
      <Field
        name="name"
        label="Name"
        type="text"
        value={words.name}
        required
        fault={fault('name')}
        autofocus={first === 'name'}
      />
      <Field
        name="email"
        label="E-mail (never shown)"
        type="email"
        value={words.email}
        required
        fault={fault('email')}
        autofocus={first === 'email'}
      />
      <Field
        name="website"
        label="Website (if you like)"
        type="url"
        value={words.website}
        fault={fault('website')}
        autofocus={first === 'website'}
      />
      <p>
        <label>
          <input type="checkbox" name="remember" value="on" checked={words.remember} /> Remember me
          on this device
        </label>
      </p>
      <p>
        <button>Post comment</button>
      </p>
    </form>
  )
}

/** A conversation as it stands in its page: what was said, and the form to add to it. */
export const Thread = ({ hub, conversation, comments, attempt }: ThreadProps) => (
  <>
    <div class="comments">
      {comments.map((comment) => (
        <Entry comment={comment} hub={hub} />
      ))}
    </div>
    {comments.length === 0 && <p class="comments-none">Nobody has said anything yet.</p>}
    {conversation.comments === 'closed' ? (
      <p class="comments-closed">{sentenceOf({ field: 'form', reason: 'closed' }, hub.comments)}</p>
    ) : (
      <CommentForm hub={hub} conversation={conversation} attempt={attempt} />
    )}
  </>
)
