/** What a member must have done to reach a level; all of it is required. */
export interface Reach {
  /** Their published comments. */
  approvedComments?: number | undefined
  /** Days since the first of those. */
  days?: number | undefined
  /** Their comments that were accepted as an answer. */
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
  /** How it is reached; the first two are those of a guest and of a new member. */
  reach?: Reach | undefined
  may: {
    comment: 'no' | 'held' | 'at-once'
    /** A comment with more links than this is held. */
    links: number
    /** Accepted comments in an hour. */
    perHour: number
    start: boolean
    followedLinks: boolean
    accept: boolean
    /** Whether they may give a topic a new tag. */
    tags?: boolean | undefined
  }
}

/** Whether a level is earned by activity; others come with signing in, or by a host's grant. */
export const isEarned = ({ reach }: Level): boolean => Object.values(reach ?? {}).some(Boolean)

/** What a space's rules decide about. */
export const actions = ['read', 'comment', 'start', 'accept'] as const
export type Action = (typeof actions)[number]

/** The person who reads or acts, as far as permissions are concerned. */
export interface Viewer {
  role: 'guest' | 'member' | 'host' | 'owner'
  /** The level whose limits apply; a guest has one too. */
  level: Level
  /** The ids of their groups. */
  groups: readonly string[]
  /** Whether a host has silenced them: they can only read. */
  isSilenced?: boolean
}

/** Yes; yes, but it is held; or the reason why not: what they lack, or that they are silenced. */
export type Answer = 'yes' | 'held' | 'sign-in' | 'level' | 'group' | 'hosts' | 'silenced'

const rankOf = (levels: readonly Level[], id: string) => levels.findIndex((each) => each.id === id)

/** Whether a space's rule admits the viewer: `level:<id>` means that level or one above it. */
const admit = (rule: string, viewer: Viewer, levels: readonly Level[]): Answer => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'yes'
  if (what === 'members') return viewer.role === 'guest' ? 'sign-in' : 'yes'
  if (what === 'group') return viewer.groups.includes(id) ? 'yes' : 'group'
  if (what !== 'level') return 'hosts'
  const least = rankOf(levels, id)
  return least >= 0 && rankOf(levels, viewer.level.id) >= least ? 'yes' : 'level'
}

/** Whether the viewer's level permits it. Only members start topics and accept answers. */
const permit = ({ role, level, isSilenced }: Viewer, action: Action): Answer => {
  if (action === 'read') return 'yes'
  if (isSilenced) return 'silenced'
  if (action === 'comment' && level.may.comment !== 'no')
    return level.may.comment === 'held' ? 'held' : 'yes'
  if (role === 'guest') return 'sign-in'
  return action !== 'comment' && level.may[action] ? 'yes' : 'level'
}

/**
 * Whether the viewer may do this in this space. The space's rule and the viewer's level must both
 * say yes; without the right to read there is no other; hosts may do everything. To accept an
 * answer takes the right to comment. The Worker enforces it, and `levels/` is generated from it.
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

/** Whether a guest may read a space: only then is it in lists, feeds and search results. */
export const isOpen = (space: Space, levels: readonly Level[]): boolean =>
  levels[0] !== undefined &&
  may({ role: 'guest', level: levels[0], groups: [] }, 'read', space, levels) === 'yes'

/** The groups that the rules of a space name. */
export const groupsIn = ({ read, comment, start }: Space): string[] =>
  [read, comment, start].flatMap((rule) =>
    rule.startsWith('group:') ? [rule.slice('group:'.length)] : [],
  )

/** What a host grants to admit a member to a space. */
export type Admission = { group: string } | { level: string }

/**
 * What a host can grant a member to read a space or, if they may read it, to comment in it;
 * `undefined` if signing in is enough, or the space is for hosts. A level to read can be granted; a
 * level to comment is earned.
 */
export const admissionTo = (space: Space, levels: readonly Level[]): Admission | undefined => {
  const [group] = groupsIn(space)
  const [what, level = ''] = space.read.split(':')
  if (what === 'hosts') return undefined
  if (what === 'level' && rankOf(levels, level) > 1) return { level }
  return group ? { group } : undefined
}

/** No limit, as a number that SQL and JSON can hold. */
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** The viewer's limits: those of their level; none for a host. */
export const limitsOf = ({
  role,
  level,
}: Viewer): Pick<Level['may'], 'links' | 'perHour' | 'followedLinks' | 'tags'> =>
  role === 'host' || role === 'owner'
    ? { links: UNLIMITED, perHour: UNLIMITED, followedLinks: true, tags: true }
    : level.may

/** Whom a space's rule admits, in words: `whoIs('level:expert', levels) // => 'Expert and above'` */
export const describeRule = (rule: string, levels: readonly Level[]): string => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'Anyone'
  if (what === 'members') return 'Members'
  if (what === 'group') return `The group ${id}`
  if (what !== 'level') return 'Hosts'
  return `${levels[rankOf(levels, id)]?.name ?? id} and above`
}
