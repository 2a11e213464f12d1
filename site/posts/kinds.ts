import type { Kind } from '../contract'

/** What readers see of a kind: of one post, and over a list of them. */
export const kindNames: Record<Kind, { one: string; all: string }> = {
  news: { one: 'News', all: 'News' },
  alert: { one: 'Alert', all: 'Alerts' },
  question: { one: 'Question', all: 'Questions' },
  idea: { one: 'Idea', all: 'Ideas' },
  resource: { one: 'Resource', all: 'Resources' },
}
