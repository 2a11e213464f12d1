import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Admission } from '../../../site/contract/permissions'
import { type DecisionContext, applyDecision, hasRoleNow } from '../../audit/commands'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { addGrant, endGrants } from '../members/decision.commands'
import { isMember } from '../members/role.commands'
import { addToOutbox } from '../../notifications/commands'
import { type Group, groups, memberships, type AccessRequest, requests } from './table'

const HOSTS = ['host', 'owner'] as const

type Named = Pick<Group, 'id' | 'name' | 'about'>

/** Creates a group, unless its id is taken. */
export const createGroup = (deciding: DecisionContext, group: Named): Promise<boolean> => {
  const { db, now } = deciding
  const { id, name } = group
  const isNew = sql`not exists (select 1 from groups g where g.id = ${id})`
  return applyDecision(
    deciding,
    { act: 'group', subject: `group:${id}`, detail: { name } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isNew}`,
    (isDecided) => [insertIf(db, groups, { ...group, createdAt: now }, sql`where ${isDecided}`)],
  )
}

/** Changes the name or the description of a group. */
export const updateGroup = (
  deciding: DecisionContext,
  { id, name, about }: Named,
): Promise<boolean> => {
  const { db } = deciding
  const isOther = sql`exists (select 1 from groups g
    where g.id = ${id} and (g.name is not ${name} or g.about is not ${about}))`
  return applyDecision(
    deciding,
    { act: 'change of group', subject: `group:${id}`, detail: { name } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isOther}`,
    (isDecided) => [
      db
        .update(groups)
        .set({ name, about })
        .where(and(eq(groups.id, id), isDecided)),
    ],
  )
}

const isIn = (groupId: string, memberId: string) =>
  sql`exists (select 1 from memberships x where x.group_id = ${groupId} and x.member_id = ${memberId})`

interface Membership {
  group: Pick<Group, 'id' | 'name'>
  memberId: string
  reason: string | null
}

/** Adds a member to a group. */
export const addMembership = (
  deciding: DecisionContext,
  { group, memberId, reason }: Membership,
): Promise<boolean> => {
  const { db, now } = deciding
  const isThere = sql`exists (select 1 from groups g where g.id = ${group.id})
    and ${isMember(memberId, sql`true`)}`
  return applyDecision(
    deciding,
    { act: 'membership', subject: memberId, reason, detail: { group: group.id, name: group.name } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isThere} and not ${isIn(group.id, memberId)}`,
    (isDecided) => [insertMembership(db, { groupId: group.id, memberId, since: now }, isDecided)],
  )
}

/** Removes a member from a group. */
export const removeMembership = (
  deciding: DecisionContext,
  { group, memberId, reason }: Membership,
): Promise<boolean> =>
  applyDecision(
    deciding,
    {
      act: 'end of membership',
      subject: memberId,
      reason,
      detail: { group: group.id, name: group.name },
    },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isIn(group.id, memberId)}`,
    (isDecided) => [
      deciding.db
        .delete(memberships)
        .where(
          and(eq(memberships.groupId, group.id), eq(memberships.memberId, memberId), isDecided),
        ),
    ],
  )

/** Stores a request for access to a space; a second one before the answer changes nothing. */
export const createRequest = (
  db: Db,
  request: Pick<AccessRequest, 'id' | 'space' | 'memberId' | 'reason' | 'at'>,
) => db.insert(requests).values(request).onConflictDoNothing()

interface RequestAnswer {
  request: AccessRequest
  answer: 'yes' | 'no'
  /** The host’s message to the member. */
  reply: string | null
  /** What gives access. */
  admission: Admission | undefined
}

/** The statements that give access: a membership of the group, or the level. */
const admissionStatements = (
  { db, by, now }: DecisionContext,
  { request: { memberId, space }, admission }: RequestAnswer,
  isDecided: ReturnType<typeof sql>,
) => {
  if (!admission) return []
  if ('group' in admission) {
    const { group: id } = admission
    return [
      ensureGroup(db, { id, name: id, about: null, createdAt: now }, isDecided),
      insertMembership(db, { groupId: id, memberId, since: now }, isDecided),
    ]
  }
  const given = { memberId, kind: 'grant' as const, level: admission.level }
  const reason = `Let into the space ${space}`
  return [
    endGrants(db, given, now, isDecided),
    addGrant(db, { ...given, id: newId(now), reason, grantedBy: by, grantedAt: now }, isDecided),
  ]
}

/** Answers a request and queues the email, once, even if several hosts answer at the same moment. */
export const answerRequest = (
  deciding: DecisionContext,
  answer: RequestAnswer,
): Promise<boolean> => {
  const { db, now } = deciding
  const { request, reply } = answer
  const isOpen = sql`exists (select 1 from requests r where r.id = ${request.id} and r.answer is null)`
  const isYes = answer.answer === 'yes'
  return applyDecision(
    deciding,
    {
      act: isYes ? 'admission' : 'refusal',
      subject: request.memberId,
      reason: reply,
      detail: { space: request.space },
    },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isOpen}`,
    (isDecided) => [
      ...(isYes ? admissionStatements(deciding, answer, isDecided) : []),
      db
        .update(requests)
        .set({ answer: answer.answer, answeredAt: now, reply })
        .where(and(eq(requests.id, request.id), isDecided)),
      addToOutbox(db, { event: 'member.request', subject: request.id, now }, isDecided),
    ],
  )
}

/** Creates a group that `spaces.yaml` refers to, unless it exists; for a batch. */
export const ensureGroup = (db: Db, group: Group, isDecided: SQL) =>
  db
    .insert(groups)
    .select(
      sql`select ${group.id}, ${group.name}, ${group.about}, ${group.createdAt.getTime()} where ${isDecided}`,
    )
    .onConflictDoNothing()

/** Adds a member to a group, unless they are in it; for a batch. */
export const insertMembership = (
  db: Db,
  { groupId, memberId, since }: typeof memberships.$inferSelect,
  isDecided: SQL,
) =>
  db
    .insert(memberships)
    .select(sql`select ${groupId}, ${memberId}, ${since.getTime()} where ${isDecided}`)
    .onConflictDoNothing()
