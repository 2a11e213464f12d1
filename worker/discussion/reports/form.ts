import { type Busy, defineForm, type GeneralFault, type Input } from '../../lib/define-form'
import { optional, raw, text } from '../../lib/form-fields'

/** The longest reason, in characters. */
export const REPORT_REASON_LIMIT = 500

/** A reader's report of a comment. */
export const reportForm = defineForm({
  reason: optional(text({ meaning: 'What is wrong with the comment.', max: REPORT_REASON_LIMIT })),
  drawn: raw({
    meaning: 'The signed id of a guest’s form, so that it is one report if sent twice.',
  }),
})

export type ReportInput = Input<typeof reportForm>

/** Why a report is refused. */
export type ReportFault =
  { field: 'reason'; reason: 'too-long'; max: number } | Busy | GeneralFault<'own'>
