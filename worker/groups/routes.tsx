import type { Context } from 'hono'
import { showDeskError } from '../desk/sitting'
import type { App } from '../env'
import { isId } from '../kit/id'
import { withDeadline } from '../kit/with-deadline'
import { showFrame, showMissing } from '../shell/frame'
import { newRouter } from '../shell/router'
import { changeGroup, makeGroup, putIn, takeOut } from './changes'
import type { Tried } from './form'
import { findByHandle, listGroupIds, listGroups, readGroup } from './queries'
import { decidingIn, readWords } from './sitting'
import {
  type Fault,
  faultsInGroup,
  faultsInName,
  faultsInText,
  groupIn,
  groupsNamed,
  PAGE,
  textIn,
} from './rules'
import { GroupPage, GroupsPage } from './view'

/** `/desk/groups/` */
export const groups = newRouter({ errorPage: showDeskError })

const showList = async (c: Context<App>, tried?: Tried) => {
  const { db, hub } = c.var
  const rows = await withDeadline('read', Promise.resolve(listGroups(db)))
  const ids = rows.map(({ group }) => group.id)
  const missing = groupsNamed(hub).filter((id) => !ids.includes(id))
  return showFrame(c, {
    title: 'Groups · Desk',
    status: tried ? 422 : 200,
    children: <GroupsPage hub={hub} rows={rows} missing={missing} {...tried} />,
  })
}

groups.get('/', (c) => showList(c))

groups.post('/', async (c) => {
  const typed = await readWords(c)
  const group = groupIn(typed)
  const faults = faultsInGroup(typed, await withDeadline('read', listGroupIds(c.var.db)))
  // The same form sent twice, because its answer was lost, has made what it asked for.
  const isTaken = faults.length === 1 && faults[0]?.reason === 'taken'
  if (isTaken && (await isSame(c, group)))
    return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
  if (faults.length > 0) return showList(c, { typed, faults })
  const isMade = await withDeadline('write', makeGroup(await decidingIn(c), group))
  if (!isMade) return showList(c, { typed, faults: [{ field: 'name', reason: 'changed' }] })
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})

const isSame = async (c: Context<App>, { id, name, about }: ReturnType<typeof groupIn>) => {
  const found = await withDeadline('read', readGroup(c.var.db, id, { limit: 1 }))
  return found?.group.name === name && found.group.about === about
}

const groupOf = (c: Context<App>) => {
  const before = c.req.query('before')
  const page = { limit: PAGE + 1, ...(before && isId(before) && { before }) }
  return withDeadline('read', readGroup(c.var.db, c.req.param('group') ?? '', page))
}

const showOne = async (c: Context<App>, tried?: Tried) => {
  const about = await groupOf(c)
  if (!about) return showMissing(c)
  const joined = about.joined.slice(0, PAGE)
  const older = about.joined.length > PAGE ? joined.at(-1)!.member.id : undefined
  return showFrame(c, {
    title: `${about.group.name} · Desk`,
    status: tried ? 422 : 200,
    children: (
      <GroupPage
        hub={c.var.hub}
        group={about.group}
        about={{ ...about, joined }}
        older={older}
        {...tried}
      />
    ),
  })
}

groups.get('/:group/', (c) => showOne(c))

groups.post('/:group/', async (c) => {
  const [about, typed] = await Promise.all([groupOf(c), readWords(c)])
  if (!about) return showMissing(c)
  const { id } = about.group
  const faults = faultsInName(typed)
  if (faults.length > 0) return showOne(c, { typed, faults, action: c.var.hub.paths.deskGroup(id) })
  const { name, about: what } = groupIn(typed)
  await withDeadline('write', changeGroup(await decidingIn(c), { id, name, about: what }))
  return c.redirect(c.var.hub.paths.deskGroup(id), 303)
})

const readHandle = ({ handle }: { handle: string }) => handle.trim().replace(/^@/, '')

groups.post('/:group/members', async (c) => {
  const [about, typed] = await Promise.all([groupOf(c), readWords(c)])
  if (!about) return showMissing(c)
  const { group } = about
  const refuse = (faults: Fault[]) =>
    showOne(c, { typed, faults, action: c.var.hub.paths.members(group.id) })
  const handle = readHandle(typed)
  if (handle === '') return refuse([{ field: 'handle', reason: 'empty' }])
  const faults = faultsInText('reason', typed.reason)
  if (faults.length > 0) return refuse(faults)
  const member = await withDeadline('read', findByHandle(c.var.db, handle))
  if (!member) return refuse([{ field: 'handle', reason: 'nobody' }])
  // Whoever is in it already is in it.
  const reason = textIn(typed.reason) || null
  await withDeadline('write', putIn(await decidingIn(c), { group, memberId: member.id, reason }))
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})

groups.post('/:group/members/:member/removal', async (c) => {
  const about = await groupOf(c)
  if (!about) return showMissing(c)
  const { group } = about
  const memberId = c.req.param('member')
  if (isId(memberId))
    await withDeadline('write', takeOut(await decidingIn(c), { group, memberId, reason: null }))
  return c.redirect(c.var.hub.paths.deskGroup(group.id), 303)
})
