import type { Kind } from '../contract/vocabulary'

/** The names of a kind that readers see. */
interface KindNames {
  /** Singular. */
  one: string
  /** Plural. */
  all: string
  /** What it is for, in one line. */
  about: string
  /** The text of an empty list. */
  none: string
}

export const kindNames: Record<Kind, KindNames> = {
  news: {
    one: 'News',
    all: 'News',
    about: 'What has happened, from the people who were there.',
    none: 'No news yet.',
  },
  alert: {
    one: 'Alert',
    all: 'Alerts',
    about: 'Current problems, and how earlier ones were resolved.',
    none: 'No alerts.',
  },
  question: {
    one: 'Question',
    all: 'Questions',
    about: 'Ask in public, so that the next person finds the answer.',
    none: 'No questions yet.',
  },
  idea: {
    one: 'Idea',
    all: 'Ideas',
    about: 'Suggestions and their status, with reasons for those we decline.',
    none: 'No ideas yet.',
  },
  resource: {
    one: 'Resource',
    all: 'Resources',
    about: 'Files, links and contacts.',
    none: 'No resources yet.',
  },
}
