import type { CommentRules, Conversation } from '../../site/contract'
import type { Comment } from '../comments/table'
import { clean, cleanLine, lengthOf } from '../text/words'
import { hasUnknown } from './placeholders'

/** What must be known of a reply that rests before it is let go. */
export interface Held {
  reply: Pick<Comment, 'memberId' | 'restsUntil'>
  /** Whether its author works for the hub now. */
  isByHost: boolean
  /** What it answers. */
  parent: Pick<Comment, 'state'> | undefined
  isLocked: boolean
}

/** Why a reply that rests is not let go. */
export type Unreleased =
  | 'too-early'
  | 'no-host'
  | 'parent-gone'
  | 'parent-held'
  | 'parent-faded'
  | 'locked'
  | 'closed'
  | 'changed'

const stateOfParent = (parent: Held['parent']): Unreleased | undefined => {
  if (!parent || parent.state === 'removed') return 'parent-gone'
  if (parent.state === 'published') return undefined
  return parent.state === 'held' ? 'parent-held' : 'parent-faded'
}

/** Why nobody can let it go, whatever the hour. */
export const obstacleTo = (
  { isByHost, parent, isLocked }: Held,
  conversation: Pick<Conversation, 'comments'> | undefined,
): Unreleased | undefined => {
  if (!isByHost) return 'no-host'
  if (conversation?.comments !== 'open') return 'closed'
  return isLocked ? 'locked' : stateOfParent(parent)
}

/** Whether its author may send it, as far as the clock is concerned. */
export const hasRested = ({ restsUntil }: Pick<Comment, 'restsUntil'>, now: Date): boolean =>
  restsUntil === null || restsUntil <= now

/** The most replies that hosts may save: more of them nobody looks through. */
export const MOST_SAVED = 100

/** The longest remark, and the longest title of a saved reply, in characters. */
export const REMARK_LIMIT = 2000
export const TITLE_LIMIT = 80

/** What is wrong with what a host typed, by field. */
export type Faults = Partial<
  Record<'title' | 'body' | 'form', 'empty' | 'too-long' | 'too-many' | 'changed' | 'unknown-place'>
>

export const isFine = (faults: Faults): boolean => Object.keys(faults).length === 0

const faultIn = (text: string, limit: number) => {
  if (text === '') return 'empty' as const
  return lengthOf(text) > limit ? ('too-long' as const) : undefined
}

export const faultsInRemark = (body: string): Faults => {
  const fault = faultIn(clean(body).trim(), REMARK_LIMIT)
  return fault ? { body: fault } : {}
}

/** A saved reply as it is kept. */
export const savedIn = ({ title, body }: { title: string; body: string }) => ({
  title: cleanLine(title),
  body: clean(body),
})

export const faultsInSaved = (
  typed: { title: string; body: string },
  { longest }: Pick<CommentRules, 'longest'>,
): Faults => {
  const { title, body } = savedIn(typed)
  const inTitle = faultIn(title, TITLE_LIMIT)
  const inBody = faultIn(body, longest) ?? (hasUnknown(body) ? 'unknown-place' : undefined)
  return { ...(inTitle && { title: inTitle }), ...(inBody && { body: inBody }) }
}
