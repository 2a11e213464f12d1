import { eq } from 'drizzle-orm'
import type { Viewer } from '../../../site/contract/permissions'
import { rowsOf } from '../../../site/levels/viewers'
import { newId } from '../../../worker/lib/id'
import { groups, memberships } from '../../../worker/accounts/groups/table'
import { grants, guests } from '../../../worker/accounts/members/table'
import { readHub } from '../../../worker/http/hub'
import { bindings, confirmationOf, cookieOf, db, member, say, send, stranger } from '../../world'

const hub = await readHub(bindings)

/** A viewer, with their cookie. */
export interface Person {
  viewer: Viewer
  address: string
  cookie?: string | undefined
  /** What they type as a guest. */
  typed: Record<string, string>
  /** By which of their comments are theirs. */
  own: { guestId?: string; memberId?: string } | undefined
}

export const signedIn = async (
  viewer: Viewer,
  as: Parameters<typeof member>[0] = {},
): Promise<Person> => {
  const { id, address, cookie } = await member(as)
  return { viewer, address, cookie, typed: {}, own: { memberId: id } }
}

const nobody = (viewer: Viewer): Person => {
  const { name, email, address } = stranger()
  return { viewer, address, typed: { name, email }, own: undefined }
}

const confirmed = async (viewer: Viewer): Promise<Person> => {
  const rosa = stranger()
  await say(rosa, `It is ${rosa.name}`)
  const cookie = cookieOf(await send(await confirmationOf(rosa), {}))
  const [guest] = await db.select().from(guests).where(eq(guests.email, rosa.email))
  const { name, email, address } = rosa
  return { viewer, address, cookie, typed: { name, email }, own: { guestId: guest!.id } }
}

const decide = ({ own }: Person, kind: 'grant' | 'hold', level: string) =>
  db.insert(grants).values({
    id: newId(new Date()),
    memberId: own!.memberId!,
    kind,
    level,
    reason: 'A test',
    grantedBy: 'somebody',
    grantedAt: new Date(),
  })

/** A member who stays at a level, whatever they do. */
const keptAt = async (viewer: Viewer): Promise<Person> => {
  const person = await signedIn(viewer)
  await decide(person, 'grant', viewer.level.id)
  await decide(person, 'hold', viewer.level.id)
  return person
}

/** A persona for a row of the page of levels. */
const comeAs = async (viewer: Viewer): Promise<Person> => {
  const { role, level } = viewer
  if (role === 'host' || role === 'owner') return signedIn(viewer, { role })
  if (role === 'member') return keptAt(viewer)
  return level === hub.levels[0] ? nobody(viewer) : confirmed(viewer)
}

/** A banned member is a guest, whatever they were. */
const banned = async (): Promise<Person> => {
  const { address, cookie } = await member({
    role: 'host',
    answers: 9,
    bannedUntil: new Date('2999-01-01'),
  })
  const { name, email } = stranger()
  const viewer = { role: 'guest' as const, level: hub.levels[0]!, groups: [] }
  return { viewer, address, cookie, typed: { name, email }, own: undefined }
}

/** The groups that the rules of the spaces name. */
const groupsOf = [
  ...new Set(
    hub.spaces
      .flatMap(({ read, comment, start }) => [read, comment, start])
      .flatMap((rule) => (rule.startsWith('group:') ? [rule.slice('group:'.length)] : [])),
  ),
]

/** A member of a group, at the second level. */
const joined = async (id: string): Promise<Person> => {
  const viewer = { role: 'member' as const, level: hub.levels[1]!, groups: [id] }
  const person = await keptAt(viewer)
  const now = new Date()
  await db.insert(groups).values({ id, name: id, createdAt: now }).onConflictDoNothing()
  await db.insert(memberships).values({ groupId: id, memberId: person.own!.memberId!, since: now })
  return person
}

const rows = rowsOf(hub.levels)

/**
 * All personas: the rows of the page of levels, and others. Each test file creates its own, because the
 * database is emptied between files.
 */
export const makeCrowd = async (): Promise<[string, Person][]> => [
  ...(await Promise.all(
    rows.map(async ({ name, viewer }) => [name, await comeAs(viewer)] as [string, Person]),
  )),
  ...(await Promise.all(
    groupsOf.map(async (id) => [`In the group ${id}`, await joined(id)] as [string, Person]),
  )),
  [
    'Owner',
    await comeAs({
      ...rows.findLast(({ viewer }) => viewer.role === 'host')!.viewer,
      role: 'owner',
    }),
  ],
  ['Kept at the lowest level', await keptAt({ role: 'member', level: hub.levels[0]!, groups: [] })],
  ['Banned', await banned()],
]

export const isHost = ({ viewer }: Person) => viewer.role === 'host' || viewer.role === 'owner'
