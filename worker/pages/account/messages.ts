/** The sections of the account page: their anchors, titles and introductions. */
export const sections = {
  silence: {
    id: 'silence',
    title: 'Silenced',
    about: 'It ends by itself, or when a host ends it.',
  },
  messages: {
    id: 'messages',
    title: 'Messages',
    about: 'From the hosts, about what you wrote, and about ideas that you started or voted for.',
  },
  mentions: { id: 'mentions', title: 'Mentions', about: 'Comments that mention your handle.' },
  unconfirmed: {
    id: 'unconfirmed',
    title: 'Written with your address, not confirmed yet',
    about:
      'Anyone can type an address. What you confirm is signed with your name; what you reject is deleted.',
  },
  claim: {
    id: 'claim',
    title: 'What you wrote as a guest',
    about: 'You confirmed your address then, and you sign in with it now.',
  },
  emails: {
    id: 'letters',
    title: 'Email notifications',
    about: 'When you are mentioned, and when an idea changes that you voted for.',
  },
  sessions: {
    id: 'sessions',
    title: 'Where you are signed in',
    about: 'If you do not recognize one of these browsers, sign it out.',
  },
}

/** What a host did with a member’s comment. */
export const decisionTitles = {
  warning: 'A host sent you a warning about your comment',
  fading: 'A host faded your comment',
  removal: 'A host removed your comment',
}

/** What the decision means for the comment. */
export const decisionEffects = {
  warning: '',
  fading: 'Others see it collapsed, below the other comments. Its text is unchanged.',
  removal: 'It is no longer visible.',
}

/** What hosts did with a member’s level. */
export const grantTitles = {
  grant: 'A host gave you the level',
  hold: 'A host holds you at the level',
}

/** The state of the email notifications. */
export const emailState = (isOff: boolean): string =>
  isOff ? 'Off. Your messages and mentions still appear on this page.' : 'On.'

/** The link to the emails that a member stopped one by one. */
export const stoppedEmails = 'Kinds of email and conversations that you stopped'

/** The number of comments that a member wrote as a guest, formatted by `language`. */
export const guestCommentCount = (count: number, language: string): string =>
  count === 1
    ? 'You wrote one comment before you were a member:'
    : `You wrote ${count.toLocaleString(language)} comments before you were a member:`

/** The button that claims comments. */
export const claimLabel = (count: number): string =>
  count === 1 ? 'This is mine: sign it with my name' : 'These are mine: sign them with my name'
