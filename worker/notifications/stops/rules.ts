/**
 * The kinds of notification emails, each of which a recipient can stop. Emails that a person asks for,
 * such as sign-in links, and those about a host's decision on their own comment are of no kind.
 */
export const emailKinds = [
  'reply',
  'conversation',
  'mention',
  'accepted',
  'idea',
  'topic',
  'level',
  'follow',
  'alert',
  'digest',
] as const
export type EmailKind = (typeof emailKinds)[number]

export const isEmailKind = (text: string): text is EmailKind =>
  emailKinds.includes(text as EmailKind)

/** Who gets an email. */
export interface EmailRecipient {
  kind: 'member' | 'guest'
  id: string
}

/** What an email is about: its kind, and the id of its conversation, each empty if there is none. */
export interface EmailTopic {
  kind: EmailKind | ''
  conversation: string
}

/** What a stop covers: a kind, a conversation, or all emails if both are empty. */
export type StopScope = EmailTopic

/** Whether one of a recipient's stops covers an email. */
export const isStopped = (
  stops: readonly StopScope[],
  { kind, conversation }: EmailTopic,
): boolean =>
  stops.some(
    (stop) =>
      (stop.kind === '' || stop.kind === kind) &&
      (stop.conversation === '' || stop.conversation === conversation),
  )

export const EVERYTHING: StopScope = { kind: '', conversation: '' }

/**
 * What one click in a mail program stops: the conversation of the email, or its kind if it is about
 * several or about none.
 */
export const oneClickScope = ({ kind, conversation }: EmailTopic): StopScope =>
  conversation ? { kind: '', conversation } : { kind, conversation: '' }
