import type { Comment } from '../comments/table'
import { HOLD_SCORE } from './filter.rules'

/** Within a day the same words are taken so often without a question, whoever says them. */
export const MAX_REPEATS = 2

/** Fewer letters are said by many who mean them. */
const TELLING = 40

/** What can be said of a comment without the database. */
export interface Inspection extends Pick<Comment, 'digest' | 'body' | 'website'> {
  timestamp: 'good' | 'young' | 'old'
  isHoneypotFilled: boolean
  hasHeldWord: boolean
}

/** What the database said that matters here. */
export interface SpamSigns {
  /** How often the same words were said within a day. */
  repeats: { count: number } | undefined
  /** The filter; its model where this isolate has not read it yet. */
  filter: { madeAt: Date; model: string | null } | undefined
}

/** Why a comment is to wait, if it is, and what is kept of how it was judged. */
export interface Judgement extends Pick<Comment, 'digest' | 'spam'> {
  suspected: Comment['heldFor']
}

/** What is kept of somebody's words who is not suspected of anything. */
export const notSuspected: Judgement = { digest: null, spam: 0, suspected: null }

/**
 * The letters and figures of words that tell something when they are said again; of a few words there
 * are none.
 *
 * @example tellingLetters('Thanks!') // => ''
 */
export const comparableText = (body: string): string => {
  const letters = body
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return letters.length >= TELLING ? letters : ''
}

/** What was found out about a comment; `down` when one of the checks could not be made. */
export type Findings = { repeats: number; score: number } | 'down'

/**
 * Why a comment may be spam, the surest sign first. Where a check was down it waits for a host,
 * neither lost nor published.
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

/** What new words can not settle: a host looks at it in any case. */
const LASTING: Comment['heldFor'][] = ['trap', 'stamp', 'check', 'reported', 'host', 'resting']

/** Why a comment in new words waits on, when it waited for something other than its words. */
export const lastingHoldReason = ({ state, heldFor }: Pick<Comment, 'state' | 'heldFor'>) =>
  state === 'held' && LASTING.includes(heldFor) ? heldFor : null
