import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import { relativeFormat } from '../../lib/date-format'
import type { EarlierStates, ReportEntry } from './queries'
import { MAX_EARLIER_COMMENTS, type QueueList } from './rules'

/** The name of each list, what it contains, and what it says when it is empty. */
export const listTexts: Record<QueueList, { name: string; about: string; empty: string }> = {
  held: {
    name: 'Held',
    about: 'Not published until a host approves it. Least likely spam first.',
    empty: 'No held comments.',
  },
  reported: {
    name: 'Reported',
    about: 'Reported by readers. Oldest first.',
    empty: 'No open reports.',
  },
  awaiting: {
    name: 'Unanswered',
    about: 'Questions and criticism without an answer. Oldest first.',
    empty: 'Every question has an answer.',
  },
  resting: {
    name: 'Delayed',
    about: 'Replies by hosts that are waiting to be sent: yours, then those you can approve.',
    empty: 'No delayed replies. Replies by hosts to critical comments are delayed here first.',
  },
  faded: {
    name: 'Faded',
    about: 'Faded in the last two weeks. Newest first.',
    empty: 'No comments were faded in the last two weeks.',
  },
}

/** The button of each flag: to set it (`label`), and to clear it (`on`). */
export const flagLabels = {
  pin: { label: 'Pin', on: 'Unpin' },
  acceptance: { label: 'Mark as answer', on: 'Unmark as answer' },
  criticism: { label: 'Mark as critical', on: 'Unmark as critical' },
  dismissal: { label: 'Needs no answer', on: 'Needs an answer' },
  lock: { label: 'Lock the conversation', on: 'Unlock the conversation' },
} as const

/** Why a comment is held, as hosts read it. */
export const heldReason = (
  { heldFor }: Pick<Comment, 'heldFor'>,
  { comments }: Pick<Hub, 'comments'>,
): string => {
  if (heldFor === 'all')
    return comments.hold === 'all'
      ? 'Held because a host approves every comment here.'
      : 'Held because a host approves comments of this level first.'
  return {
    unconfirmed: 'Held because the author has not confirmed their email address yet.',
    links: 'Held because it has more links than the author’s level allows.',
    stamp: 'Held because the form was sent too fast, or more than a day after it was opened.',
    trap: 'Held because the honeypot field was filled in.',
    words: 'Held because it contains a word on the hub’s list.',
    repeat: 'Held because the same text was sent before.',
    spam: 'Held because it is similar to comments removed as spam.',
    check: 'Held because a spam check was unavailable.',
    reported: 'Held because several regular members reported it.',
    host: 'Held by a host.',
    resting: 'A host’s reply, waiting to be sent.',
  }[heldFor ?? 'host']
}

/** Why a comment is in the list of reported ones. */
export const reportedNote = (reports: number): string =>
  reports === 1 ? 'A reader reported it.' : 'Readers reported it.'

/** Since when a comment is faded. */
export const fadedNote = (
  { stateAt }: Pick<Comment, 'stateAt'>,
  hub: Pick<Hub, 'language'>,
  now: Date,
): string => `Faded ${stateAt ? timeAgo(hub, stateAt, now) : 'a while ago'}.`

/** Why a comment is in the list of unanswered ones. */
export const unansweredNote = ({ critical }: Pick<Comment, 'critical'>): string =>
  critical ? 'A host marked it as critical. No answer yet.' : 'No answer yet.'

/** A hint about the tone. The word list makes mistakes, so it says "may". */
export const unhappyHint = 'The author may be unhappy.'

/** What the spam filter says; `undefined` until it has enough examples. */
export const spamNote = ({ spam }: Pick<Comment, 'spam'>): string | undefined => {
  if (spam <= 0) return undefined
  const degrees = ['very unlikely', 'unlikely', 'possible', 'likely', 'very likely']
  return `Spam is ${degrees[Math.floor(spam * 4.999)]}, says the filter.`
}

const STATES: Record<Comment['state'], string> = {
  published: 'published',
  held: 'held',
  faded: 'faded',
  removed: 'removed',
}

/** The states of the author's earlier comments. */
export const earlierNote = (earlier: EarlierStates): string => {
  const states = Object.keys(STATES) as Comment['state'][]
  const parts = states.filter((state) => earlier[state])
  const total = parts.reduce((sum, state) => sum + earlier[state]!, 0)
  if (total === 0) return 'Their first comment'
  const counts = parts.map((state) => `${earlier[state]} ${STATES[state]}`).join(', ')
  return total < MAX_EARLIER_COMMENTS
    ? `Before: ${counts}`
    : `Their last ${MAX_EARLIER_COMMENTS}: ${counts}`
}

/** The name of the reporter, or `A reader`. */
export const reporterName = ({ name }: Pick<ReportEntry, 'name'>): string => name ?? 'A reader'

/** How long ago, in the largest unit that fits: `3 hours ago`. */
export const timeAgo = ({ language }: Pick<Hub, 'language'>, at: Date, now: Date): string => {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000)
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? UNITS.at(-1)!
  return relativeFormat(language).format(-Math.floor(seconds / size), unit)
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]
