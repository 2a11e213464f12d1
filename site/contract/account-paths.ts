import { queryOf } from './query-of'

/** Signing in. */
export const signInPaths = (base: string) => ({
  /** The page behind an emailed link, with the button that confirms. */
  confirmation: (token: string) => `${base}confirmation/${token}/`,
  signIn: (query?: Record<string, string>) => `${base}sign-in/${queryOf(query)}`,
  /** The page behind an emailed link, with the button that signs in. */
  signInLink: (token: string, query?: Record<string, string>) =>
    `${base}sign-in/${token}/${query ? `?${new URLSearchParams(query)}` : ''}`,
  /** Asks to check one's email. */
  signInSent: () => `${base}sign-in/sent/`,
  /** The challenge for a passkey to sign in with; and where its answer is sent. */
  passkeyChallenge: () => `${base}sign-in/passkey/challenge`,
  passkey: () => `${base}sign-in/passkey`,
  /** The same, to add a passkey to an account. */
  ownPasskeyChallenge: () => `${base}me/passkeys/challenge`,
  ownPasskeys: () => `${base}me/passkeys`,
  removalOfPasskey: (id: string) => `${base}me/passkeys/${id}/removal`,
  /** The prefix of the addresses of the sign-in providers. */
  auth: () => `${base}auth/`,
  /** Redirects to a provider. */
  provider: (provider: string) => `${base}auth/${provider}`,
  /** Where a provider redirects back to; registered with it. */
  callback: (provider: string) => `${base}auth/callback/${provider}`,
  signOut: () => `${base}auth/sign-out`,
})

/** The emails that a person gets. */
export const emailPaths = (base: string) => ({
  /** The page behind the link in an email that stops such emails. */
  stop: (token: string) => `${base}stop/${token}/`,
  /** A local hub: its emails; every template with a sample, and one as it is sent. */
  mailbox: () => `${base}dev/mail/`,
  emailPreviews: () => `${base}dev/mail/preview/`,
  emailPreview: (template: string) => `${base}dev/mail/preview/${template}/`,
})

/** A member’s own account. */
export const accountPaths = (base: string) => ({
  /** People to mention; `q` is the start of a handle or a name. */
  mentionable: () => `${base}people/mentionable`,
  /** Dismisses a mention. */
  seenMention: (comment: string) => `${base}me/mentions/${comment}/seen`,
  /** A member's choice to be ranked among the contributors; and to get email. */
  ranking: () => `${base}me/ranking`,
  letters: () => `${base}me/letters`,
  /** A member's notifications and their choices; `before` is the last of the page before. */
  notifications: (query?: Record<string, string>) => `${base}me/notifications/${queryOf(query)}`,
  /** Marks notifications as read; and stores a member's choices. */
  readNotifications: () => `${base}me/notifications/seen`,
  notificationSettings: () => `${base}me/notifications/settings`,
  /** Follows or mutes a conversation, tag, space, kind, person or the hub. */
  follows: () => `${base}me/follows`,
  /** A member's own page: profile, sign-in methods, sessions, personal data. */
  me: () => `${base}me/`,
  /** Removes one of a member's sign-in methods: an account with a provider. */
  removalOfWay: (id: string) => `${base}me/ways/${id}/removal`,
  /** A member's own email address, to add or to change. */
  ownEmail: () => `${base}me/e-mail`,
  /** Asks to check one's email. */
  ownEmailSent: () => `${base}me/e-mail/`,
  /** The page behind an emailed link, with the button that confirms the address. */
  ownEmailLink: (token: string) => `${base}me/e-mail/${token}/`,
  ownProfile: () => `${base}me/profile/`,
  /** Ends one of a member's sessions; without an id, all but the current one. */
  endingOfSession: (id: string) => `${base}me/sessions/${id}/ending`,
  endingOfSessions: () => `${base}me/sessions/ending`,
  /** Claims the comments that a member wrote as a guest. */
  claim: () => `${base}me/claim`,
  /** Claims or disowns comments that a guest posted with the member's email address. */
  vouching: () => `${base}me/vouching`,
  denial: () => `${base}me/denial`,
  /** Dismisses a message from a host. */
  seenMessage: (id: string) => `${base}me/messages/${id}/seen`,
})

/** Export and erasure. */
export const privacyPaths = (base: string) => ({
  /** A member's personal data, as a zip. */
  ownData: () => `${base}me/export`,
  /** The form to leave: a member at once, a guest by an emailed link. */
  leaving: () => `${base}me/leaving/`,
  /** Where a guest requests that email. */
  leavingLetter: () => `${base}me/leaving/letter`,
  leavingLetterSent: () => `${base}me/leaving/letter/`,
  /** The page behind the email; its export, and its erasure. */
  guestLeaving: (token: string) => `${base}me/leaving/${token}/`,
  guestData: (token: string) => `${base}me/leaving/${token}/export`,
  guestErasure: (token: string) => `${base}me/leaving/${token}/erasure`,
  /** Erases a member. */
  erasure: () => `${base}me/erasure`,
  /** The confirmation that an account was erased. */
  farewell: () => `${base}me/farewell/`,
})
