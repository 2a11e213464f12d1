/** What somebody must have done to reach a level: all of it. */
export interface Reach {
  /** Comments of theirs that are published. */
  approvedComments?: number | undefined
  /** Days since the first of those. */
  days?: number | undefined
  /** Comments of theirs that settled a question. */
  answers?: number | undefined
}

/** A part of the hub with one access rule. */
export interface Space {
  id: string
  name: string
  about?: string | undefined
  /** `anyone`, `members`, `hosts`, `level:<id>` or `group:<id>`; so too below. */
  read: string
  comment: string
  /** Their level must say `start` too. */
  start: string
}

/** What a level of the ladder may do. */
export interface Level {
  id: string
  name: string
  /** How it is reached; the first two are reached by turning up and by signing in. */
  reach?: Reach | undefined
  may: {
    comment: 'no' | 'held' | 'at-once'
    /** Links in a comment above which it is held. */
    links: number
    /** Accepted comments in an hour. */
    perHour: number
    start: boolean
    followedLinks: boolean
    accept: boolean
    /** Whether they may give a topic a tag that nobody has used yet. */
    tags?: boolean | undefined
  }
}

/** Whether a level is reached by doing something; the rest by signing in, or by a host's grant. */
export const asksSomething = ({ reach }: Level): boolean => Object.values(reach ?? {}).some(Boolean)

/** What can be asked of a space. */
export const actions = ['read', 'comment', 'start', 'accept'] as const
export type Action = (typeof actions)[number]

/** The person who reads or acts, as far as permissions are concerned. */
export interface Viewer {
  role: 'guest' | 'member' | 'host' | 'owner'
  /** Whose limits they have; a guest has a level too. */
  level: Level
  /** The ids of the groups they are in. */
  groups: readonly string[]
  /** Whether a host keeps them from writing: they read, and do nothing else that is asked here. */
  isSilenced?: boolean
}

/** Yes, or yes and it is held, or whom they would have to be; or that they are silenced. */
export type Answer = 'yes' | 'held' | 'sign-in' | 'level' | 'group' | 'hosts' | 'silenced'

const rankOf = (levels: readonly Level[], id: string) => levels.findIndex((each) => each.id === id)

/** Whether a space's rule lets somebody in: `level:<id>` means that level or one above it. */
const admit = (rule: string, viewer: Viewer, levels: readonly Level[]): Answer => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'yes'
  if (what === 'members') return viewer.role === 'guest' ? 'sign-in' : 'yes'
  if (what === 'group') return viewer.groups.includes(id) ? 'yes' : 'group'
  if (what !== 'level') return 'hosts'
  const least = rankOf(levels, id)
  return least >= 0 && rankOf(levels, viewer.level.id) >= least ? 'yes' : 'level'
}

/** Whether a level may do it. What is started or accepted is a member's. */
const permit = ({ role, level, isSilenced }: Viewer, action: Action): Answer => {
  if (action === 'read') return 'yes'
  if (isSilenced) return 'silenced'
  if (action === 'comment' && level.may.comment !== 'no')
    return level.may.comment === 'held' ? 'held' : 'yes'
  if (role === 'guest') return 'sign-in'
  return action !== 'comment' && level.may[action] ? 'yes' : 'level'
}

/**
 * Whether this person may do this here. The space's rule and their level must both say yes, and
 * whoever may not read a space may do nothing in it; hosts may do everything everywhere. Answers
 * are accepted by whoever may comment. The Worker enforces with it, and `levels/` is made from it.
 */
export const may = (
  viewer: Viewer,
  action: Action,
  space: Space,
  levels: readonly Level[],
): Answer => {
  if (viewer.role === 'host' || viewer.role === 'owner') return 'yes'
  const rules =
    action === 'read' ? [space.read] : [space.read, space[action === 'start' ? 'start' : 'comment']]
  const refused = rules.map((rule) => admit(rule, viewer, levels)).find((each) => each !== 'yes')
  return refused ?? permit(viewer, action)
}

/** Whether a space is for everybody, known or not: only then is it in lists, feeds and searches. */
export const isOpen = (space: Space, levels: readonly Level[]): boolean =>
  levels[0] !== undefined &&
  may({ role: 'guest', level: levels[0], groups: [] }, 'read', space, levels) === 'yes'

/** The groups that the rules of a space name. */
export const groupsIn = ({ read, comment, start }: Space): string[] =>
  [read, comment, start].flatMap((rule) =>
    rule.startsWith('group:') ? [rule.slice('group:'.length)] : [],
  )

/** What somebody is given who is let into a space. */
export type Admission = { group: string } | { level: string }

/**
 * What a host can give somebody so that they may read a space, or, where they may read it, speak in
 * it; nothing, where signing in will do, or the space is for those who work here. A level to read is
 * given too; one to speak is earned.
 */
export const admissionTo = (space: Space, levels: readonly Level[]): Admission | undefined => {
  const [group] = groupsIn(space)
  const [what, level = ''] = space.read.split(':')
  if (what === 'hosts') return undefined
  if (what === 'level' && rankOf(levels, level) > 1) return { level }
  return group ? { group } : undefined
}

/** What stands for no limit: a number that SQL and JSON know too. */
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** How much somebody may say: as much as their level allows, and a host as much as it takes. */
export const limitsOf = ({
  role,
  level,
}: Viewer): Pick<Level['may'], 'links' | 'perHour' | 'followedLinks' | 'tags'> =>
  role === 'host' || role === 'owner'
    ? { links: UNLIMITED, perHour: UNLIMITED, followedLinks: true, tags: true }
    : level.may

/** Whom a space's rule lets in, for people: `whoIs('level:expert', levels) // => 'Expert and above'` */
export const whoIs = (rule: string, levels: readonly Level[]): string => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'Anyone'
  if (what === 'members') return 'Members'
  if (what === 'group') return `The group ${id}`
  if (what !== 'level') return 'Hosts'
  return `${levels[rankOf(levels, id)]?.name ?? id} and above`
}
