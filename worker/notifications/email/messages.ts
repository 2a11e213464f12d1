import type { HouseRule } from '../../../site/contract/hub'
import type { IdeaStatus, Kind } from '../../../site/contract/vocabulary'
import type { EmailKind } from '../stops/rules'

/** What every email says. */
export const layoutMessages = {
  /** The link with which a recipient stops such emails. */
  stop: (isThread: boolean) =>
    isThread
      ? 'Stop these emails, all about this conversation, or everything'
      : 'Stop these emails, or everything',
} as const

/** The text of an email around one link. `house` is the name of the hub. */
export interface LinkEmailText {
  subject: string
  heading: string
  /** The paragraphs before the link. */
  before: string[]
  /** The label of the link. */
  label: string
  after: string
}

/** The texts of emails that a person asks for; none contains anything that was typed. */
export const linkEmailTexts = {
  'sign-in': (house: string, minutes: number): LinkEmailText => ({
    subject: `Your sign-in link for ${house}`,
    heading: 'Your sign-in link',
    before: [
      `Someone (hopefully you) asked to sign in at ${house} with this address.`,
      'If that was you, open this link and press the button:',
    ],
    label: 'Sign in',
    after: `The link works once, for ${minutes} minutes. If it was not you, ignore this email: no one has signed in, and your address is not shown to anyone.`,
  }),
  proof: (house: string, minutes: number): LinkEmailText => ({
    subject: `Confirm your email address at ${house}`,
    heading: 'Confirm your email address',
    before: [
      `A member (hopefully you) wants to use this address to sign in at ${house}.`,
      'If that is you, open this link in the browser where you are signed in, and press the button:',
    ],
    label: 'Confirm this address',
    after: `The link works once, for ${minutes} minutes. If it was not you, ignore this email: your address is not used, and not shown to anyone.`,
  }),
  changed: (house: string, when: string): LinkEmailText => ({
    subject: `Your email address at ${house} was changed`,
    heading: 'Your email address was changed',
    before: [
      `On ${when} the email address of your account at ${house} was changed to another. You can no longer sign in with this address, and all other browsers were signed out.`,
      'If that was you, there is nothing to do. If not, someone else is in your account: sign in with another method, such as an account elsewhere or a passkey, change the address back and end all sessions. If you have no other method, write to us at once, from this address.',
    ],
    label: 'Sign in',
    after:
      'No one was shown your old address or the new one. If someone else may read your email, change the password of your mailbox too.',
  }),
  confirmation: (house: string, days: number, conversation?: string): LinkEmailText => ({
    subject: `Please confirm your comment at ${house}`,
    heading: 'Confirm your comment',
    before: [
      `Someone (hopefully you) wrote a comment at ${house} and gave this email address.${
        conversation ? ` The comment is in “${conversation}”.` : ''
      }`,
      'If it was you, please follow this link and press the button. Your comment is then published at once, and so are your next ones:',
    ],
    label: 'Confirm my comment',
    after: `The link works for ${days} days. If it was not you, do nothing: your address will not be shown or used for anything else.`,
  }),
  /** `hours` is how long the link works; without it, the link is to the sign-in page. */
  data: (house: string, hours: number | undefined): LinkEmailText => ({
    subject: `Your data at ${house}`,
    heading: 'Your data',
    before: [
      `Someone (hopefully you) asked ${house} for a copy of your data, or to delete it.`,
      hours
        ? 'The page behind this link has two buttons: one downloads all that we store under this address, the other deletes it.'
        : 'You are a member there. Sign in to download your data or delete your account:',
    ],
    label: hours ? 'Download or delete my data' : 'Sign in',
    after: `${hours ? `The link works for ${hours} hours. ` : ''}If it was not you, ignore this email: nothing changes.`,
  }),
}

/** The answer to a request for access to a space. */
export const requestAnswerText = (isYes: boolean, space: string) =>
  isYes
    ? {
        subject: `You have access to ${space}`,
        text: `A host gave you access to “${space}”.`,
        label: `Open ${space}`,
        why: 'You get this email because you asked for access.',
      }
    : {
        subject: `Your request for ${space}`,
        text: `A host declined your request for access to “${space}” for now.`,
        label: 'Your request',
        why: 'You get this email because you asked for access.',
      }

/** What a host did with a comment, and what it means for its author; a sentence each. */
const decisionTexts = {
  warning: {
    done: 'A host has sent you a warning about your comment.',
    means: 'Your comment stays public, and you can still comment.',
  },
  fading: {
    done: 'A host faded your comment.',
    means:
      'Its address and its text stay the same. Other readers see it collapsed, below the other comments, and it sends no notifications.',
  },
  removal: {
    done: 'A host removed your comment.',
    means: 'It is no longer public. You can still comment.',
  },
}

/** A decision that an author gets an email about. */
export type DecisionKind = keyof typeof decisionTexts

export const decisionEmailMessages = {
  ...decisionTexts,
  subject: (house: string) => `About your comment at ${house}`,
  about: (conversation: string) => `You wrote the comment in “${conversation}”.`,
  /** @example rule({ id: 'spam', name: 'Spam', says: 'It sells.' }) // => 'House rule – Spam: It sells.' */
  rule: ({ name, says }: HouseRule) => `House rule – ${says ? `${name}: ${says}` : name}`,
  comment: 'View your comment',
  conversation: 'View the conversation',
  rules: 'Our house rules',
  why: 'You get this email because the comment is yours. It cannot be turned off.',
} as const

/** The status of an idea, after “your idea”. */
const statusPhrases: Record<IdeaStatus, string> = {
  open: 'is open again',
  planned: 'is planned',
  started: 'has been started',
  done: 'is done',
  declined: 'was declined',
}

const ideaOf = (isOwn: boolean) => (isOwn ? 'Your idea' : 'An idea you voted for')

export const ideaStatusMessages = {
  /** @example change(true, 'planned') // => 'Your idea is planned' */
  change: (isOwn: boolean, status: IdeaStatus) => `${ideaOf(isOwn)} ${statusPhrases[status]}`,
  /** For a recipient who may no longer read the idea. */
  unreadable: (isOwn: boolean) => `${ideaOf(isOwn)} has a new status`,
}

const started: Record<Kind, string> = {
  news: 'posted news',
  alert: 'posted an alert',
  question: 'asked a question',
  idea: 'suggested an idea',
  resource: 'shared a resource',
}

/** What happened, as a sentence without its full stop. `by` is the name of who did it. */
export const eventSentences = {
  comment: (by: string) => `${by} commented`,
  reply: (by: string) => `${by} replied to you`,
  answer: (by: string) => `${by} answered`,
  mention: (by: string) => `${by} mentioned you`,
  accepted: () => 'Your answer was accepted',
  settled: (by: string) => `The answer by ${by} was accepted`,
  started: (by: string, kind: Kind) => `${by} ${started[kind]}`,
  status: ideaStatusMessages.change,
  merged: () => 'A host merged this conversation into another',
  moved: () => 'A host moved this conversation to another space',
  locked: () => 'A host closed this conversation to new comments',
  alert: () => 'There is an update',
  level: (level: string) => `You have reached the level “${level}”`,
} as const

/** The label of the link to what happened. */
export const eventActions = {
  answer: 'View and reply',
  view: 'View the conversation',
  idea: 'View the idea and its comments',
  level: 'View what you may do now',
} as const

/** Why a recipient gets a notification, and of which kind it is. */
export const emailReasons = {
  reply: ['reply', 'it is a reply to your comment'],
  own: ['conversation', 'you started this conversation'],
  follower: ['conversation', 'you follow this conversation'],
  mention: ['mention', 'a comment mentions you'],
  accepted: ['accepted', 'the answer is yours'],
  ownIdea: ['idea', 'you started the idea'],
  voter: ['idea', 'you voted for the idea'],
  starter: ['topic', 'you started this conversation'],
  level: ['level', 'your level changed'],
  subscriber: ['follow', 'you follow what is new here'],
  alert: ['alert', 'you follow alerts'],
  daily: ['digest', 'you chose a daily digest'],
  weekly: ['digest', 'you chose a weekly digest'],
} as const satisfies Record<string, readonly [EmailKind, string]>
export type EmailReason = keyof typeof emailReasons

/** The sentence for a reason. */
export const reasonSentence = (reason: EmailReason): string =>
  `You get this email because ${emailReasons[reason][1]}.`

const count = (number: number, one: string, many: string) =>
  number === 1 ? `one ${one}` : `${number} ${many}`

export const notificationMessages = {
  /** The subject is the same for all emails about a conversation, or mail programs split the thread. */
  subject: (title: string) => `Re: ${title}`,
  /** A comment as a heading, and anything else that happened. */
  comment: (sentence: string, title: string) => `${sentence} in “${title}”`,
  other: (sentence: string, title: string) => `${sentence}: “${title}”`,
  /** Several comments, and several things of other kinds too. */
  comments: (number: number, title: string) => `${number} new comments in “${title}”`,
  others: (number: number, title: string) => `${number} updates in “${title}”`,
  more: (number: number) => `And ${count(number, 'more', 'more')}.`,
} as const

export const digestMessages = {
  subject: (house: string, news: number) =>
    `${count(news, 'new comment or post', 'new comments and posts')} at ${house}`,
  heading: { daily: 'Your daily digest', weekly: 'Your weekly digest' },
  about: (news: number, conversations: number) =>
    `${count(news, 'new comment or post', 'new comments and posts')} in ${count(conversations, 'conversation', 'conversations')}.`,
  more: (number: number) =>
    `And ${count(number, 'more', 'more')} that did not fit into this email.`,
  all: 'View all of it',
} as const
