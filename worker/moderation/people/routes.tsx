import type { Context } from 'hono'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isBanned } from '../../accounts/members/ban.rules'
import { isSilenced } from '../../accounts/members/silence.rules'
import { findMemberByEmail } from '../../accounts/members/queries'
import { syncLevel } from '../../discussion/comments/level-sync.commands'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { toEmail } from '../../lib/email-and-url'
import { cleanLine } from '../../lib/clean-text'
import { assignRole } from '../../accounts/members/role.commands'
import { ban, endGrant, endSilence, grantLevel, linkPerson, liftBan, silence } from './commands'
import { conversationIdsIn } from '../audit-log/entry.view'
import {
  banForm,
  checkBan,
  checkGrant,
  checkPerson,
  checkRole,
  endForm,
  grantForm,
  personForm,
  roleForm,
} from './form'
import { AuditLogPage } from '../audit-log/view'
import { PeoplePage } from './people.view'
import {
  findGrant,
  listLog,
  listNewestMembers,
  listTeam,
  findMemberDetails,
  searchMembers,
} from './queries'
import { refusalOfBan } from './rules'
import { answerDecision, memberDetailsIn, listTakenProfiles, showMember } from './middleware'

/** Rows on a page of a list. */
const PAGE_SIZE = 50
/** The longest search text, in characters. */
const MAX_QUERY_LENGTH = 254

/** `/desk/`: people and the audit log. */
export const deskPeople = newRouter()

/** The position in a list that the address names. */
const beforeIn = (c: Context<App>) => {
  const before = c.req.query('before')
  return before && isId(before) ? before : undefined
}

/** A page of rows; one more than it shows was read. */
const toPage = <Row,>(rows: Row[], idOf: (row: Row) => string) => {
  const shown = rows.slice(0, PAGE_SIZE)
  return { shown, older: rows.length > PAGE_SIZE ? idOf(shown.at(-1)!) : undefined }
}

const findPeople = async (c: Context<App>, query: string) => {
  const { db } = c.var
  const before = beforeIn(c)
  if (query.includes('@') && !query.startsWith('@')) {
    const email = toEmail(query)
    const found = email && !before ? await findMemberByEmail(db, email) : undefined
    return { shown: found ? [found] : [], older: undefined }
  }
  if (query) {
    const word = query.replace(/^@/, '')
    const { found, older } = await searchMembers(db, word, before, PAGE_SIZE + 1)
    const page = toPage(found, ({ id }) => id)
    return { shown: page.shown, older: page.older ?? older }
  }
  return toPage(await listNewestMembers(db, before, PAGE_SIZE + 1), ({ id }) => id)
}

deskPeople.get('/people/', async (c) => {
  const { db, hub, now } = c.var
  const query = cleanLine((c.req.query('q') ?? '').slice(0, MAX_QUERY_LENGTH))
  const isLater = beforeIn(c) !== undefined
  const [team, { shown, older }] = await withDeadline(
    'read',
    Promise.all([query || isLater ? [] : listTeam(db), findPeople(c, query)]),
  )
  const list = { hub, now, query, team, rows: shown, older, isLater }
  return showPage(c, { title: 'People', children: <PeoplePage {...list} /> })
})

deskPeople.get('/log/', async (c) => {
  const { db } = c.var
  const requested = c.req.query('person')
  const id = requested && isId(requested) ? requested : undefined
  const before = beforeIn(c)
  const [entries, person] = await withDeadline(
    'read',
    Promise.all([
      listLog(db, { person: id, before, limit: PAGE_SIZE + 1 }),
      id ? findMemberDetails(db, id, 0) : undefined,
    ]),
  )
  if (requested && !person) return showMissing(c)
  const { shown, older } = toPage(entries, ({ entry }) => entry.id)
  const named = shown.flatMap(({ entry }) => conversationIdsIn(entry))
  const hub = await withDeadline('read', withTopics(db, c.var.hub, named))
  return showPage(c, {
    title: 'Audit log',
    children: (
      <AuditLogPage
        hub={hub}
        entries={shown}
        person={person?.member}
        older={older}
        isLater={before !== undefined}
      />
    ),
  })
})

deskPeople.get('/people/:id/', async (c) => {
  const about = await memberDetailsIn(c)
  return about ? showMember(c, about) : showMissing(c)
})

deskPeople.post('/people/:id/role', (c) =>
  answerDecision(c, roleForm, async ({ host, about: { member, owners }, input, deciding }) => {
    if (host.role !== 'owner') return 'missing'
    const { values, faults } = checkRole(input, member, owners, deciding.now)
    if (faults) return faults
    const { role, reason = null } = values
    return role === member.role ? 'same' : assignRole(deciding, member, role, reason)
  }),
)

deskPeople.post('/people/:id/identity', (c) =>
  answerDecision(c, personForm, async ({ host, about: { member }, input, deciding }) => {
    if (host.role !== 'owner') return 'missing'
    const taken = await listTakenProfiles(c)
    const { values, faults } = checkPerson(input, c.var.hub, member, taken.get(input.person))
    if (faults) return faults
    const { person = null } = values
    return person === member.person ? 'same' : linkPerson(deciding, member, person)
  }),
)

/** Applies a changed level at once, also to earlier comments. */
const applyLevel = (c: Context<App>, memberId: string) => {
  const { db, hub, now } = c.var
  return syncLevel({ db, hub, now }, memberId)
}

deskPeople.post('/people/:id/grants', (c) =>
  answerDecision(c, grantForm, async ({ about: { member, given }, input, deciding }) => {
    const { values: wanted, faults } = checkGrant(input, c.var.hub)
    if (faults) return faults
    const isSame = given.some(
      ({ grant: { kind, level, reason } }) =>
        kind === wanted.kind && level === wanted.level && reason === wanted.reason,
    )
    const isDone = isSame || (await grantLevel(deciding, { ...wanted, memberId: member.id }))
    if (isDone) await applyLevel(c, member.id)
    return isDone
  }),
)

deskPeople.post('/people/:id/grants/:grant/ending', (c) =>
  answerDecision(c, endForm, async ({ about: { member }, input, deciding }) => {
    const id = c.req.param('grant')
    const grant = isId(id) ? await findGrant(c.var.db, member.id, id) : undefined
    if (!grant) return 'missing'
    const { values, faults } = endForm.check(input)
    if (faults) return faults
    const isDone =
      grant.endedAt !== null || (await endGrant(deciding, grant, values.reason ?? null))
    if (isDone) await applyLevel(c, member.id)
    return isDone
  }),
)

deskPeople.post('/people/:id/ban', (c) =>
  answerDecision(c, banForm, async ({ host, about: { member }, input, deciding }) => {
    const refused = refusalOfBan(host, member)
    const { values, faults = [] } = checkBan(input, c.var.hub, deciding.now)
    if (refused || !values) return [...(refused ? [refused] : []), ...faults]
    const { until, reason } = values
    const isSame = member.bannedUntil?.getTime() === until.getTime() && member.banReason === reason
    return isSame ? 'same' : ban(deciding, member.id, { until, reason })
  }),
)

deskPeople.post('/people/:id/ban/ending', (c) =>
  answerDecision(c, endForm, async ({ about: { member }, input, deciding }) => {
    const { values, faults } = endForm.check(input)
    if (faults) return faults
    if (!isBanned(member, deciding.now)) return 'same'
    return liftBan(deciding, member.id, values.reason ?? null)
  }),
)

deskPeople.post('/people/:id/silence', (c) =>
  answerDecision(c, banForm, async ({ host, about: { member }, input, deciding }) => {
    const refused = refusalOfBan(host, member)
    const { values, faults = [] } = checkBan(input, c.var.hub, deciding.now)
    if (refused || !values) return [...(refused ? [refused] : []), ...faults]
    const { until, reason } = values
    const isSame =
      member.silencedUntil?.getTime() === until.getTime() && member.silenceReason === reason
    return isSame ? 'same' : silence(deciding, member.id, { until, reason })
  }),
)

deskPeople.post('/people/:id/silence/ending', (c) =>
  answerDecision(c, endForm, async ({ about: { member }, input, deciding }) => {
    const { values, faults } = endForm.check(input)
    if (faults) return faults
    if (!isSilenced(member, deciding.now)) return 'same'
    return endSilence(deciding, member.id, values.reason ?? null)
  }),
)
