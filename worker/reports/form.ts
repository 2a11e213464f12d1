import { type Busy, defineForm, type FormFault } from '../kit/define-form'
import { optional, text } from '../kit/fields'

/** The longest reason, in characters. */
export const REASON_LIMIT = 500

/** A reader's report of a comment. */
export const reportForm = defineForm({
  reason: optional(text({ meaning: 'What is wrong with the comment.', max: REASON_LIMIT })),
})

/** Why a report is not taken. */
export type ReportFault =
  { field: 'reason'; reason: 'too-long'; max: number } | Busy | FormFault<'own'>
