import type { Hub } from '../../../site/contract/hub'
import { defineForm, type Fault, type Input, type Values } from '../../lib/define-form'
import {
  checkbox,
  email,
  markdown,
  optional,
  personName,
  raw,
  website,
} from '../../lib/form-fields'
import { guardFields, proofField } from '../spam/form'
import type { CommentRefusal } from './rules'

const body = markdown({
  meaning: 'The comment, in Markdown.',
  max: ({ comments }: Pick<Hub, 'comments'>) => comments.longest,
})

const fields = {
  body,
  parent: raw({ meaning: 'The comment that this one replies to.', format: 'uuid' }),
  as: raw({ meaning: '`member` in a member’s form, so that an ended session is noticed.' }),
  ...guardFields,
}

/** A member's comment; their name comes from the session. */
export const memberCommentForm = defineForm(fields)

/** A guest's comment. */
export const guestCommentForm = defineForm({
  ...fields,
  name: personName({ meaning: 'The name that the guest signs with.' }),
  email: email({ meaning: 'The guest’s email address; it is never shown.' }),
  website: optional(website({ meaning: 'The guest’s website.' })),
  remember: checkbox({ meaning: 'Whether the browser remembers the guest.' }),
  follow: checkbox({ meaning: 'Whether the guest gets emails about replies and new comments.' }),
  ...proofField,
})

/** An author's edit of their comment. */
export const revisionForm = defineForm({
  body,
  preview: checkbox({ meaning: 'Shows how the comment will look, and saves nothing.' }),
})

export type CommentInput = Input<typeof guestCommentForm>
type GuestValues = Values<typeof guestCommentForm>
export type CommentValues = Values<typeof memberCommentForm> &
  Partial<Pick<GuestValues, 'name' | 'email' | 'website' | 'remember' | 'follow'>>

/** Why a comment is refused, and the field that is at fault. */
export type CommentFault = Fault<typeof guestCommentForm> | CommentRefusal
