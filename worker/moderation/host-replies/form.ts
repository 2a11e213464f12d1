import type { Hub } from '../../../site/contract/hub'
import { defineForm, type Fault, type GeneralFault, type Input } from '../../lib/define-form'
import { line, markdown, refine, text } from '../../lib/form-fields'
import { hasUnknownPlaceholder } from './placeholders.rules'

/** A host's remark about a reply that is not published yet. */
export const remarkForm = defineForm({
  body: text({ meaning: 'The remark, which only hosts can read.', max: 2000 }),
})

/** A reply that hosts share. */
export const savedReplyForm = defineForm({
  title: line({ meaning: 'The title in the list of saved replies.', max: 80, prefix: 'title' }),
  body: refine(
    markdown({
      meaning: 'The reply, in Markdown, with placeholders such as `{name}`.',
      max: ({ comments }: Pick<Hub, 'comments'>) => comments.longest,
    }),
    (body) =>
      hasUnknownPlaceholder(body) ? ({ reason: 'unknown-placeholder' } as const) : undefined,
  ),
})

export type SavedReplyInput = Input<typeof savedReplyForm>
export type SavedReplyFault = Fault<typeof savedReplyForm> | GeneralFault<'too-many-saved'>
export type RemarkFault = Fault<typeof remarkForm>
