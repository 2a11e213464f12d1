export const kinds = ['news', 'alert', 'question', 'idea', 'resource'] as const
export type Kind = (typeof kinds)[number]

/** The kinds that members start; the rest is for those who write in git. */
export const topicKinds = ['question', 'idea', 'resource'] as const satisfies readonly Kind[]
export type TopicKind = (typeof topicKinds)[number]

/** What becomes of an idea. */
export const ideaStatuses = ['open', 'planned', 'started', 'done', 'declined'] as const
export type IdeaStatus = (typeof ideaStatuses)[number]

/** What each of them is called. */
export const ideaWords: Readonly<Record<IdeaStatus, string>> = {
  open: 'Open',
  planned: 'Planned',
  started: 'Started',
  done: 'Done',
  declined: 'Declined',
}

/** How grave an alert is, and how it is introduced. */
export const severityWords = {
  notice: 'Notice',
  minor: 'Minor',
  major: 'Important',
  critical: 'Urgent',
} as const
export type Severity = keyof typeof severityWords

/** Alerts so grave that every page tells of them. */
export const graveAlerts: readonly Severity[] = ['major', 'critical']

/** The way of an idea that is not declined. */
export const ideaSteps = ['open', 'planned', 'started', 'done'] as const satisfies IdeaStatus[]
