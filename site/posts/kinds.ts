import type { Kind } from '../contract/vocabulary'

/** What readers see of a kind. */
interface KindNames {
  /** One post of it. */
  one: string
  /** A list of them. */
  all: string
  /** What belongs there, in one line. */
  about: string
  /** What an empty list says. */
  none: string
}

export const kindNames: Record<Kind, KindNames> = {
  news: {
    one: 'News',
    all: 'News',
    about: 'What has happened, told by whoever was there.',
    none: 'No news yet.',
  },
  alert: {
    one: 'Alert',
    all: 'Alerts',
    about: 'What you should know now, and how it went with what came before.',
    none: 'No alerts. All is well.',
  },
  question: {
    one: 'Question',
    all: 'Questions',
    about: 'Asked in the open, so that whoever wonders next finds the answer.',
    none: 'No questions yet.',
  },
  idea: {
    one: 'Idea',
    all: 'Ideas',
    about: 'What could be better, how far each has come, and why some will not be.',
    none: 'No ideas yet.',
  },
  resource: {
    one: 'Resource',
    all: 'Resources',
    about: 'Things to take away: files, links, and whom to ask.',
    none: 'No resources yet.',
  },
}
