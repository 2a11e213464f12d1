import type { OutboxRow, StopReason } from '../../notifications/table'

/** What each email is about, for hosts. */
export const outboxEventNames: Record<OutboxRow['event'], string> = {
  'guest.confirmation': 'Link to confirm a comment',
  'guest.leaving': 'Link to export or delete data',
  'member.sign-in': 'Link to sign in',
  'member.e-mail': 'Link to confirm an address',
  'member.e-mail-changed': 'Notice of a changed address',
  'member.level': 'Links of a member (no email)',
  'member.links': 'Check of a member’s links (no email)',
  'member.request': 'Answer to a request for access',
  'host.message': 'Message from a host',
  'idea.status': 'New status of an idea',
  'comment.news': 'Notifications of a comment (no email)',
  'decision.news': 'Notifications of a decision (no email)',
  'post.news': 'Notifications of a post (no email)',
  'alert.news': 'Notifications of an alert (no email)',
  'notification.email': 'Notifications',
  'notification.digest': 'Digest of notifications',
}

/** Why an address gets no emails. */
export const stopSentences: Record<StopReason, string> = {
  bounce: 'The address does not exist. It gets no emails, not even links to sign in.',
  complaint: 'An email was reported as spam. It gets only the links that its owner asks for.',
  suppressed:
    'The provider refuses emails to it. If you allow it, remove it from the provider’s list too.',
}

/** The names of the providers. */
export const providerNames = {
  cloudflare: 'Cloudflare',
  resend: 'Resend',
  postmark: 'Postmark',
  ses: 'Amazon SES',
} as const
