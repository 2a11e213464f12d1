import type { EmailRhythm } from '../../../site/contract/vocabulary'
import type { NotificationEvent } from '../../accounts/inbox/table'

interface Happened {
  /** The name of the author of the comment. */
  by: string
  /** The title of the conversation. */
  title: string
}

/** What happened, in one line. The names are marked up by the view. */
export const eventMessages: Record<NotificationEvent, (happened: Happened) => string> = {
  mention: ({ by, title }) => `${by} mentioned you in “${title}”`,
  reply: ({ by, title }) => `${by} replied to you in “${title}”`,
  answer: ({ by, title }) => `${by} answered “${title}”`,
  comment: ({ by, title }) => `${by} commented on “${title}”`,
  start: ({ by, title }) => `${by} started “${title}”`,
  accepted: ({ title }) => `Your answer was accepted in “${title}”`,
  settled: ({ by, title }) => `A host accepted the answer by ${by} to “${title}”`,
  merger: ({ title }) => `What you started was merged into “${title}”`,
  move: ({ title }) => `“${title}” was moved to another space`,
  lock: ({ title }) => `“${title}” was locked`,
  level: ({ title }) => `You have reached the level “${title}”`,
}

/** Why a member or guest gets an email, by what it is about. */
export const reasonMessages = {
  direct: 'You get this email because it concerns what you wrote or started.',
  follow: 'You get this email because you follow this conversation.',
  digest: 'You get this email because you asked for a summary of your notifications.',
} as const

/** The texts of emails about notifications. */
export const newsEmailMessages = {
  more: (count: number, title: string) => `${count} new in “${title}”`,
  digest: (house: string, count: number) =>
    `${house}: ${count === 1 ? 'one notification' : `${count} notifications`}`,
  view: 'View it and answer',
  settings: 'Change or stop these emails:',
} as const

/** The page of notifications. */
export const inboxMessages = {
  title: 'Notifications',
  empty: 'Nothing yet. Follow a conversation, or answer one: what happens there appears here.',
  allRead: 'Mark all as read',
  older: 'Older notifications',
  isNew: 'New',
  settings: 'Your choices',
  aboutSettings: 'What you are notified of, and when you get an email about it.',
  aboutFollowing: 'And what you have muted.',
  hubTimezone: (zone: string) => `Empty: ${zone}.`,
  following: 'What you follow',
  followsNothing: 'You follow nothing yet.',
  saved: 'Saved.',
  asked:
    'Do you want to follow the conversations that you take part in? Until you choose, you are notified of replies to you and of what happens in what you started.',
  followsOwn: 'Follow what I take part in',
  rhythm: 'Email',
  timezone: 'Your time zone',
  badTimezone: (zone: string) => `“${zone}” is not a time zone. It should look like Europe/London.`,
  emailsOff: 'All email notifications are turned off on',
  ownPage: 'your own page',
} as const

/** The labels of the rhythms. */
export const rhythmLabels: Record<EmailRhythm, string> = {
  'at-once': 'At once, one email for what happens within minutes',
  daily: 'Once a day, at eight in the morning',
  weekly: 'Once a week, on Monday',
  never: 'No emails about notifications',
}
