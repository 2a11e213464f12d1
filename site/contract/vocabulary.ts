export const kinds = ['news', 'alert', 'question', 'idea', 'resource'] as const
export type Kind = (typeof kinds)[number]

/** The kinds that members start; the others are written in git. */
export const topicKinds = ['question', 'idea', 'resource'] as const satisfies readonly Kind[]
export type TopicKind = (typeof topicKinds)[number]

/** The status of an idea. */
export const ideaStatuses = ['open', 'planned', 'started', 'done', 'declined'] as const
export type IdeaStatus = (typeof ideaStatuses)[number]

/** What each status is called. */
export const ideaStatusLabels: Readonly<Record<IdeaStatus, string>> = {
  open: 'Open',
  planned: 'Planned',
  started: 'Started',
  done: 'Done',
  declined: 'Declined',
}

/** The severity of an alert, and its label. */
export const severityLabels = {
  notice: 'Notice',
  minor: 'Minor',
  major: 'Important',
  critical: 'Urgent',
} as const
export type Severity = keyof typeof severityLabels

/** The severities that are shown on every page. */
export const bannerSeverities: readonly Severity[] = ['major', 'critical']

/** The steps of an idea that is not declined. */
export const ideaSteps = ['open', 'planned', 'started', 'done'] as const satisfies IdeaStatus[]

/** When a member gets emails about notifications. */
export const emailRhythms = ['at-once', 'daily', 'weekly', 'never'] as const
export type EmailRhythm = (typeof emailRhythms)[number]
