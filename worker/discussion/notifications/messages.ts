import type { EmailRhythm, Kind } from '../../../site/contract/vocabulary'
import type { NotificationEvent } from '../../accounts/inbox/table'
import { eventSentences } from '../../notifications/email/messages'

interface Happened {
  /** The name of the author of the comment. */
  by: string
  kind: Kind
  /** The name of a level. */
  title: string
}

/** What happened, as a sentence without its full stop. */
export const newsSentences: Record<NotificationEvent, (happened: Happened) => string> = {
  mention: ({ by }) => eventSentences.mention(by),
  reply: ({ by }) => eventSentences.reply(by),
  answer: ({ by }) => eventSentences.answer(by),
  comment: ({ by }) => eventSentences.comment(by),
  start: ({ by, kind }) => eventSentences.started(by, kind),
  alert: eventSentences.alert,
  accepted: eventSentences.accepted,
  settled: ({ by }) => eventSentences.settled(by),
  merger: eventSentences.merged,
  move: eventSentences.moved,
  lock: eventSentences.locked,
  level: ({ title }) => eventSentences.level(title),
}

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
