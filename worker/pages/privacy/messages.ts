import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { ErasureFault } from './form'

const messages: MessagesFor<ErasureFault> = {
  'comments-unknown': 'Please choose what happens to your comments.',
  unsure: 'Please tick the box below to confirm.',
}

/** The sentence for what is missing before anything is erased. */
export const erasureMessage = (fault: ErasureFault): string => messageOf(messages, fault)

/** Titles of the pages about a person’s data. */
export const privacyTitles = {
  member: 'Delete account',
  request: 'Download or delete your data',
  guest: 'Your data',
  sent: 'Check your email',
  deleted: 'Your data is deleted',
  noSender: 'This hub cannot send email yet',
  linkGone: 'This link no longer works',
}

/** What the messages below these titles say. */
export const privacyMessages = {
  sent: 'If we store anything under that address, we have emailed you a link to it. If no email arrives, we store nothing.',
  deleted: 'Thank you for having been here. You are welcome to come back.',
  noSender: 'Please write to its owner, from the address that you used here.',
  linkGone: 'It may have expired or be incomplete, or the data is already deleted.',
  notAnEmail: 'This is not an email address. It should look like name@example.com.',
  stay: (byline: string) =>
    `What you wrote stays in its conversations, signed “${byline}”. Nothing links it to you.`,
  go: 'What you wrote is deleted, and the conversations you started with it. Where others replied, an empty placeholder keeps their replies in order.',
  sure: 'Delete my data. I understand that this cannot be undone.',
  isOnlyOwner:
    'Without you, no one could manage the hosts of this hub. Make another member an owner first; then you can delete your account.',
}
