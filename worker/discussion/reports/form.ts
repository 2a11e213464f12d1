import { type Busy, defineForm, type GeneralFault } from '../../lib/define-form'
import { optional, text } from '../../lib/form-fields'

/** The longest reason, in characters. */
export const REPORT_REASON_LIMIT = 500

/** A reader's report of a comment. */
export const reportForm = defineForm({
  reason: optional(text({ meaning: 'What is wrong with the comment.', max: REPORT_REASON_LIMIT })),
})

/** Why a report is refused. */
export type ReportFault =
  { field: 'reason'; reason: 'too-long'; max: number } | Busy | GeneralFault<'own'>
