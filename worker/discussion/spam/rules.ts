import { withoutDense } from '../../lib/clean-text'
import type { Comment } from '../comments/table'
import { HOLD_SCORE } from './filter.rules'

/** How often the same text is accepted within a day. */
export const MAX_REPEATS = 2

/** Shorter texts, such as “Thanks!”, are often the same by chance. */
const MIN_LETTERS = 40

/** The result of the checks that need no database. */
export interface Inspection extends Pick<Comment, 'digest' | 'body' | 'website'> {
  timestamp: 'good' | 'young' | 'old'
  isHoneypotFilled: boolean
  hasHeldWord: boolean
}

/** What the database knows for the spam checks. */
export interface SpamSigns {
  /** How often the same text was sent within a day. */
  repeats: { count: number } | undefined
  /** The filter; its model is `null` if this isolate has it already. */
  filter: { madeAt: Date; model: string | null } | undefined
}

/** Why a comment is suspected of spam, if it is, and the columns that record the checks. */
export interface Judgement extends Pick<Comment, 'digest' | 'spam'> {
  suspected: Comment['heldFor']
}

/** For hosts, whose comments are not checked. */
export const notSuspected: Judgement = { digest: null, spam: 0, suspected: null }

/**
 * The letters and digits of a text, to compare it with others; empty for a short one.
 *
 * @example tellingLetters('Thanks!') // => ''
 */
export const comparableText = (body: string): string => {
  const letters = withoutDense(body)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return letters.length >= MIN_LETTERS ? letters : ''
}

/** The results of the checks that need the database; `down` if one failed. */
export type Findings = { repeats: number; score: number } | 'down'

/**
 * Why a comment may be spam, the surest sign first. If a check failed it waits for a host, neither lost
 * nor published.
 */
export const spamReason = (
  look: Omit<Inspection, 'body' | 'website'>,
  findings: Findings,
): Comment['heldFor'] => {
  if (look.isHoneypotFilled) return 'trap'
  if (look.hasHeldWord) return 'words'
  if (findings === 'down') return 'check'
  if (look.digest && findings.repeats >= MAX_REPEATS) return 'repeat'
  if (findings.score >= HOLD_SCORE) return 'spam'
  return look.timestamp === 'good' ? null : 'stamp'
}

/** Reasons that a new text cannot remove: a host decides. */
const LASTING: Comment['heldFor'][] = ['trap', 'stamp', 'check', 'reported', 'host', 'resting']

/** Why an edited comment stays held, if it was held for something other than its text. */
export const lastingHoldReason = ({ state, heldFor }: Pick<Comment, 'state' | 'heldFor'>) =>
  state === 'held' && LASTING.includes(heldFor) ? heldFor : null
