/**
 * The states of a comment. In the table `removed` and `erased` are one state: a removed comment has
 * its text in `removals` and can be restored, an erased one has none.
 */
export const states = ['held', 'published', 'faded', 'removed', 'erased'] as const
export type State = (typeof states)[number]

/** Who makes a transition: a host at the desk, the author, readers together, or time. */
export type Actor = 'host' | 'author' | 'readers' | 'time'

interface Transition {
  by: Actor
  /** The next states, by the current one. */
  moves: Partial<Record<State, State[]>>
}

const act = (by: Actor, moves: Transition['moves']): Transition => ({ by, moves })

/** All transitions between the states. */
export const transitions = {
  /** Publishes it; or rules that a reported one stays published. */
  approval: act('host', { held: ['published'], published: ['published'] }),
  /** Shows it last and collapsed; its author sees it as published. */
  fading: act('host', { held: ['faded'], published: ['faded'] }),
  /** Undoes a fading or a removal. */
  restoration: act('host', { faded: ['published'], removed: ['held', 'published', 'faded'] }),
  /** Holds a published one. */
  holding: act('host', { published: ['held'] }),
  /** Removes it, by a house rule. */
  removal: act('host', { held: ['removed'], published: ['removed'], faded: ['removed'] }),
  /** Publishes a host's delayed reply. */
  release: act('host', { held: ['published'] }),
  /** Its guest confirmed their email. */
  confirmation: act('author', { held: ['published'] }),
  /** Its author edits it, and it is checked again; a faded one stays faded. */
  revision: act('author', {
    held: ['held', 'published'],
    published: ['published', 'held'],
    faded: ['faded'],
  }),
  /** Its author deletes it. */
  withdrawal: act('author', { held: ['erased'], published: ['erased'], faded: ['erased'] }),
  /** Its author deletes their account and their comments. */
  leaving: act('author', {
    held: ['erased'],
    published: ['erased'],
    faded: ['erased'],
    removed: ['erased'],
  }),
  /** Regulars report it: held until a host decides. */
  report: act('readers', { published: ['held'] }),
  /** The time in which a host could restore it is over. */
  expiry: act('time', { removed: ['erased'] }),
} satisfies Record<string, Transition>

export type TransitionName = keyof typeof transitions

/** The states that a transition leads to; none if it is not possible in this state. */
export const statesAfter = (state: State, act: TransitionName): readonly State[] => {
  const { moves }: Transition = transitions[act]
  return moves[state] ?? []
}

/** The transitions that hosts decide. */
export const commentActions = ['approval', 'fading', 'restoration', 'holding', 'removal'] as const
export type CommentAction = (typeof commentActions)[number]
