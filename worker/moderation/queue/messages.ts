import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import { relativeFormat } from '../../lib/date-format'
import type { Earlier, ReportEntry } from './queries'
import { MAX_EARLIER_COMMENTS, type QueueList } from './rules'

/** What each list is called, and what it says when it is empty. */
export const listTexts: Record<QueueList, { name: string; about: string; empty: string }> = {
  held: {
    name: 'Held',
    about: 'Kept back until a host has read it; what is least like spam comes first.',
    empty: 'Nothing is held. Every comment that was kept back has been looked at.',
  },
  reported: {
    name: 'Reported',
    about: 'Readers say that something is wrong with these; the oldest come first.',
    empty: 'No reader has reported anything that is still open.',
  },
  awaiting: {
    name: 'Awaiting',
    about: 'They ask or criticise, and nobody has answered; who has waited longest comes first.',
    empty: 'Everybody who asked has an answer.',
  },
  resting: {
    name: 'Resting',
    about: 'Replies of hosts that rest before they are sent: yours, then those you could read.',
    empty: 'No reply rests. What you write as the company to a critical comment rests here first.',
  },
  faded: {
    name: 'Faded',
    about: 'Faded in the last two weeks, newest first. Each can be restored.',
    empty: 'Nothing was faded in the last two weeks.',
  },
}

/** Why a comment is held, for hosts. */
export const whyHeld = (
  { heldFor }: Pick<Comment, 'heldFor'>,
  { comments }: Pick<Hub, 'comments'>,
): string => {
  if (heldFor === 'all')
    return comments.hold === 'all'
      ? 'Held because a host reads everything first here.'
      : 'Held because a host first reads what somebody of this level writes.'
  return {
    unconfirmed: 'Held because its writer has not followed the link in our letter yet.',
    links: 'Held because it has more links than its writer’s level allows.',
    stamp: 'Held because its form was sent at once, or a day after it was opened.',
    trap: 'Held because a field was filled in that people do not see.',
    words: 'Held because of a word on the hub’s list.',
    repeat: 'Held because the same words were sent here before.',
    spam: 'Held because it is like what hosts removed as spam.',
    check: 'Held because a check was down, and could not judge it.',
    reported: 'Held because several regulars reported it.',
    host: 'Held by a host.',
    resting: 'A host’s own reply, which rests.',
  }[heldFor ?? 'host']
}

/** What the filter makes of it; nothing, while it has learned too little. */
export const spamNote = ({ spam }: Pick<Comment, 'spam'>): string | undefined => {
  if (spam <= 0) return undefined
  const degrees = ['unlike', 'a little like', 'somewhat like', 'much like', 'very much like']
  return `The filter finds it ${degrees[Math.floor(spam * 4.999)]} spam.`
}

const STATES: Record<Comment['state'], string> = {
  published: 'published',
  held: 'held',
  faded: 'faded',
  removed: 'removed',
}

/** How somebody's comments before this one fared. */
export const earlierNote = (earlier: Earlier): string => {
  const states = Object.keys(STATES) as Comment['state'][]
  const parts = states.filter((state) => earlier[state])
  const total = parts.reduce((sum, state) => sum + earlier[state]!, 0)
  if (total === 0) return 'Their first comment'
  const fared = parts.map((state) => `${earlier[state]} ${STATES[state]}`).join(', ')
  return total < MAX_EARLIER_COMMENTS
    ? `Before: ${fared}`
    : `Their last ${MAX_EARLIER_COMMENTS}: ${fared}`
}

/** Who told us; a reader whom the hub has no name for is one all the same. */
export const reporterName = ({ name }: Pick<ReportEntry, 'name'>): string => name ?? 'A reader'

/** How long ago, in the largest unit that fits: `3 hours ago`. */
export const ago = ({ language }: Pick<Hub, 'language'>, at: Date, now: Date): string => {
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
