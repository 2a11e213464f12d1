import type { EmailKind } from './rules'

/** What a recipient stops, after “emails” or as an entry of a list. */
export const emailKindNames: Record<EmailKind, string> = {
  reply: 'Replies to your comments',
  conversation: 'New comments in conversations that you started, take part in or follow',
  mention: 'Comments that mention you',
  accepted: 'Your accepted answers',
  idea: 'New statuses of ideas that you started or voted for',
  topic: 'Changes to conversations that you started',
  level: 'Your new levels',
  follow: 'New conversations in what you follow',
  alert: 'Alerts and their updates',
  digest: 'The digest',
}
