import type { Hub } from '../../../site/contract/hub'
import { kinds } from '../../../site/contract/vocabulary'
import { isId } from '../../lib/id'

/** What can be followed, and what can be muted. */
export const targetTypes = ['conversation', 'tag', 'space', 'kind', 'person', 'hub'] as const
export type TargetType = (typeof targetTypes)[number]

/** A target of a form: its type, and the id, tag, kind or handle. `hub` has none. */
export interface Target {
  type: TargetType
  of: string
}

/** The most that a member follows and mutes. */
export const MAX_FOLLOWS = 1000

/** `parseTarget('tag:commuting') // => { type: 'tag', of: 'commuting' }`; `undefined` for no target. */
export const parseTarget = (sent: string): Target | undefined => {
  const [, name = '', of = ''] = /^([a-z]+)(?::(.{1,200}))?$/su.exec(sent) ?? []
  const type = targetTypes.find((each) => each === name)
  if (!type || (type === 'hub') !== (of === '')) return undefined
  return { type, of }
}

/** `targetOf('tag', 'commuting') // => 'tag:commuting'` */
export const targetOf = (type: TargetType, of: string): string =>
  type === 'hub' ? 'hub' : `${type}:${of}`

/** Whether the hub has this space, kind or tag; conversations and people are looked up. */
export const isKnownTarget = ({ spaces }: Pick<Hub, 'spaces'>, { type, of }: Target): boolean => {
  if (type === 'space') return spaces.some(({ id }) => id === of)
  if (type === 'kind') return kinds.some((kind) => kind === of)
  return type === 'hub' || (type === 'tag' && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(of))
}

/** Whether a target can be muted: a conversation or a member. */
export const isMutable = ({ type, of }: Target): boolean =>
  type === 'conversation' || (type === 'person' && isId(of))
