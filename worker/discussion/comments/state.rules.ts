import type { Comment } from './table'

/**
 * What becomes of a comment: kept back, for all to read, sunk, taken away by a host who may still
 * give it back, or gone for good. In the table the last two are one state: what was removed has its
 * words in `removals`, and what is erased has none anywhere.
 */
export const states = ['held', 'published', 'faded', 'removed', 'erased'] as const
export type State = (typeof states)[number]

/** Who does it: a host at the desk, its author, readers together, or time. */
export type Actor = 'host' | 'author' | 'readers' | 'time'

interface Act {
  by: Actor
  /** From which states it leads to which. */
  moves: Partial<Record<State, State[]>>
}

const act = (by: Actor, moves: Act['moves']): Act => ({ by, moves })

/** Every way from one state to another; there are no others. */
export const transitions = {
  /** Lets it appear; or lets it stand that readers reported. */
  approval: act('host', { held: ['published'], published: ['published'] }),
  /** Lets it sink; to its author it seems to appear as others do. */
  fading: act('host', { held: ['faded'], published: ['faded'] }),
  /** Lets it rise again, or gives it back as it was. */
  restoration: act('host', { faded: ['published'], removed: ['held', 'published', 'faded'] }),
  /** Keeps it back that had appeared. */
  holding: act('host', { published: ['held'] }),
  /** Takes it away, by a rule of the house. */
  removal: act('host', { held: ['removed'], published: ['removed'], faded: ['removed'] }),
  /** Lets a host's own reply go that rested. */
  release: act('host', { held: ['published'] }),
  /** Its guest followed the mailed link. */
  confirmation: act('author', { held: ['published'] }),
  /** Its author changes the words, which are judged anew; faded stays faded. */
  revision: act('author', {
    held: ['held', 'published'],
    published: ['published', 'held'],
    faded: ['faded'],
  }),
  /** Its author takes it away. */
  withdrawal: act('author', { held: ['erased'], published: ['erased'], faded: ['erased'] }),
  /** Its author leaves the hub, and takes it along. */
  leaving: act('author', {
    held: ['erased'],
    published: ['erased'],
    faded: ['erased'],
    removed: ['erased'],
  }),
  /** Regulars report it, until a host has looked. */
  report: act('readers', { published: ['held'] }),
  /** The time is over in which a host could give it back. */
  expiry: act('time', { removed: ['erased'] }),
} satisfies Record<string, Act>

export type TransitionName = keyof typeof transitions

/** Where an act leads from a state; nowhere, if it may not be done there. */
export const statesAfter = (state: State, act: TransitionName): readonly State[] => {
  const { moves }: Act = transitions[act]
  return moves[state] ?? []
}

/** What hosts decide about a comment's life. */
export const commentActions = ['approval', 'fading', 'restoration', 'holding', 'removal'] as const
export type CommentAction = (typeof commentActions)[number]

/**
 * The acts that a host may choose from for a comment. One that rests is its author's to send, and a
 * published one is approved only where a report waits.
 */
export const commentActionsFor = (
  { state, heldFor }: Pick<Comment, 'state' | 'heldFor'>,
  { isKept, isReported }: { isKept: boolean; isReported: boolean },
): CommentAction[] => {
  if (heldFor === 'resting') return []
  const now: State = state === 'removed' && !isKept ? 'erased' : state
  return commentActions.filter(
    (act) =>
      statesAfter(now, act).length > 0 && (act !== 'approval' || now === 'held' || isReported),
  )
}
