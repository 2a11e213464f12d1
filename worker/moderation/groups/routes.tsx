import type { Context } from 'hono'
import type { App } from '../../env'
import type { Input } from '../../lib/define-form'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import {
  updateGroup,
  createGroup,
  addMembership,
  removeMembership,
} from '../../accounts/groups/commands'
import {
  checkNewGroup,
  groupForm,
  type GroupFault,
  groupMemberForm,
  newGroupForm,
  toGroup,
} from '../../accounts/groups/form'
import type { GroupFormState } from '../../accounts/groups/form.view'
import {
  findMemberByHandle,
  listGroupIds,
  listGroups,
  findGroup,
} from '../../accounts/groups/queries'
import { decisionContextIn } from '../desk/context.middleware'
import { groupsInRules, groupIdFrom, GROUP_PAGE_SIZE } from '../../accounts/groups/rules'
import { GroupPage, GroupsPage } from './view'

/** `/desk/groups/` */
export const deskGroups = newRouter()

const showList = async (c: Context<App>, refused?: GroupFormState) => {
  const { db, hub } = c.var
  const rows = await withDeadline('read', Promise.resolve(listGroups(db)))
  const ids = rows.map(({ group }) => group.id)
  const missing = groupsInRules(hub).filter((id) => !ids.includes(id))
  return showPage(c, {
    title: 'Groups · Desk',
    status: refused ? 422 : 200,
    children: <GroupsPage hub={hub} rows={rows} missing={missing} {...refused} />,
  })
}

deskGroups.get('/', (c) => showList(c))

deskGroups.post('/', async (c) => {
  const typed = newGroupForm.read(await c.req.arrayBuffer())
  const ids = await withDeadline('read', listGroupIds(c.var.db))
  const { values: group, faults } = checkNewGroup(typed, ids)
  if (faults) {
    // The same form sent twice, because the response was lost, has created the group already.
    const same = faults[0].reason === 'taken' && (await findSame(c, typed))
    return same ? c.redirect(c.var.hub.paths.deskGroup(same), 303) : showList(c, { typed, faults })
  }
  const isCreated = await withDeadline('write', createGroup(await decisionContextIn(c), group))
  if (!isCreated) return showList(c, { typed, faults: [{ field: 'name', reason: 'changed' }] })
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})

/** The id of an existing group with the same id, name and description. */
const findSame = async (c: Context<App>, typed: Input<typeof newGroupForm>) => {
  const { values } = newGroupForm.check(typed)
  if (!values) return undefined
  const { name, about } = toGroup(values)
  const id = values.id.trim() || groupIdFrom(name)
  const found = await withDeadline('read', findGroup(c.var.db, id, { limit: 1 }))
  return found?.group.name === name && found.group.about === about ? id : undefined
}

const groupIn = (c: Context<App>) => {
  const before = c.req.query('before')
  const page = { limit: GROUP_PAGE_SIZE + 1, ...(before && isId(before) && { before }) }
  return withDeadline('read', findGroup(c.var.db, c.req.param('group') ?? '', page))
}

const showOne = async (c: Context<App>, refused?: GroupFormState) => {
  const about = await groupIn(c)
  if (!about) return showMissing(c)
  const joined = about.joined.slice(0, GROUP_PAGE_SIZE)
  const older = about.joined.length > GROUP_PAGE_SIZE ? joined.at(-1)!.member.id : undefined
  return showPage(c, {
    title: `${about.group.name} · Desk`,
    status: refused ? 422 : 200,
    children: (
      <GroupPage
        hub={c.var.hub}
        group={about.group}
        about={{ ...about, joined }}
        older={older}
        {...refused}
      />
    ),
  })
}

deskGroups.get('/:group/', (c) => showOne(c))

deskGroups.post('/:group/', async (c) => {
  const [about, body] = await Promise.all([groupIn(c), c.req.arrayBuffer()])
  if (!about) return showMissing(c)
  const { id } = about.group
  const typed = groupForm.read(body)
  const { values, faults } = groupForm.check(typed)
  if (faults) return showOne(c, { typed, faults, action: c.var.hub.paths.deskGroup(id) })
  await withDeadline('write', updateGroup(await decisionContextIn(c), { id, ...toGroup(values) }))
  return c.redirect(c.var.hub.paths.deskGroup(id), 303)
})

deskGroups.post('/:group/members', async (c) => {
  const [about, body] = await Promise.all([groupIn(c), c.req.arrayBuffer()])
  if (!about) return showMissing(c)
  const { group } = about
  const typed = groupMemberForm.read(body)
  const refuse = (faults: GroupFault[]) =>
    showOne(c, { typed, faults, action: c.var.hub.paths.members(group.id) })
  const { values, faults } = groupMemberForm.check(typed)
  if (faults) return refuse(faults)
  const member = await withDeadline('read', findMemberByHandle(c.var.db, values.handle))
  if (!member) return refuse([{ field: 'handle', reason: 'handle-unknown' }])
  // Adding a member twice does nothing.
  const reason = values.reason ?? null
  await withDeadline(
    'write',
    addMembership(await decisionContextIn(c), { group, memberId: member.id, reason }),
  )
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})

deskGroups.post('/:group/members/:member/removal', async (c) => {
  const about = await groupIn(c)
  if (!about) return showMissing(c)
  const { group } = about
  const memberId = c.req.param('member')
  if (isId(memberId))
    await withDeadline(
      'write',
      removeMembership(await decisionContextIn(c), { group, memberId, reason: null }),
    )
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})
