import type { Context } from 'hono'
import { admissionTo, groupsIn, may, type Space } from '../../../site/contract/permissions'
import type { App } from '../../env'
import { isId, newId } from '../../lib/id'
import { viewerOf, isHost } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { syncLevel } from '../../discussion/comments/level-sync.commands'
import { purgePerson } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { redirectToSignIn } from '../../accounts/sign-in/session.middleware'
import { RequestPage } from '../../accounts/groups/request.view'
import { createRequest, answerRequest } from '../../accounts/groups/commands'
import { findMember } from '../../accounts/members/queries'
import { requestAnswerForm, requestForm } from '../../accounts/groups/form'
import type { GroupFormState } from '../../accounts/groups/form.view'
import {
  findLastRequest,
  findRequest,
  listAnsweredRequests,
  listOpenRequests,
} from '../../accounts/groups/queries'
import { RequestsPage } from './requests.view'
import { decisionContextIn } from '../desk/context.middleware'
import { GROUP_PAGE_SIZE } from '../../accounts/groups/rules'

/** `/spaces/`: members request access to a space. */
export const spaceRequests = newRouter()

/** The space in the path and what acceptance grants; `undefined` if the space takes no requests. */
const spaceIn = (c: Context<App>) => {
  const { spaces, levels } = c.var.hub
  const space = spaces.find(({ id }) => id === c.req.param('space'))
  const admission = space && admissionTo(space, levels)
  return admission && { space: space!, admission }
}

/** Whether the member has full access already. */
const hasAccess = async (c: Context<App>, space: Space) => {
  const { hub, now } = c.var
  const viewer = viewerOf(hub, await c.var.member(), undefined, now)
  const mayRead = may(viewer, 'read', space, hub.levels) === 'yes'
  const isInAll = groupsIn(space).every((id) => viewer.groups.includes(id))
  return mayRead && (isHost(viewer) || isInAll)
}

const showRequest = async (c: Context<App>, space: Space, refused?: GroupFormState) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const [last, isMember] = await withDeadline(
    'read',
    Promise.all([findLastRequest(db, member.id, space.id), hasAccess(c, space)]),
  )
  return showPage(c, {
    title: `Request access to ${space.name}`,
    status: refused ? 422 : 200,
    children: (
      <RequestPage
        hub={hub}
        space={space}
        last={last}
        isIn={isMember}
        isSilenced={isSilenced(member, now)}
        {...refused}
      />
    ),
  })
}

spaceRequests.get('/:space/requests', async (c) => {
  const found = spaceIn(c)
  if (!found) return showMissing(c)
  return (await c.var.member()) ? showRequest(c, found.space) : redirectToSignIn(c)
})

spaceRequests.post('/:space/requests', async (c) => {
  const { db, now } = c.var
  const found = spaceIn(c)
  if (!found) return showMissing(c)
  const { space } = found
  const member = await c.var.member()
  // Returns to the page with the form after sign-in.
  if (!member)
    return c.redirect(c.var.hub.paths.signIn({ returnTo: c.var.hub.paths.requests(space.id) }), 303)
  const typed = requestForm.read(await c.req.arrayBuffer())
  const { values, faults } = requestForm.check(typed)
  if (faults) return showRequest(c, space, { typed, faults })
  if (!isSilenced(member, now) && !(await hasAccess(c, space)))
    await withDeadline(
      'write',
      Promise.resolve(
        createRequest(db, {
          id: newId(now),
          space: space.id,
          memberId: member.id,
          reason: values.reason ?? '',
          at: now,
        }),
      ),
    )
  return c.redirect(c.var.hub.paths.requests(space.id), 303)
})

/** `/desk/requests/`: hosts answer access requests. */
export const deskRequests = newRouter()

const listIn = async (c: Context<App>, isAnswered: boolean) => {
  const at = c.req.query(isAnswered ? 'before' : 'after')
  const from = at && isId(at) ? at : undefined
  const list = isAnswered ? listAnsweredRequests : listOpenRequests
  const rows = await withDeadline(
    'read',
    Promise.resolve(list(c.var.db, from, GROUP_PAGE_SIZE + 1)),
  )
  const shown = rows.slice(0, GROUP_PAGE_SIZE)
  return { rows: shown, next: rows.length > GROUP_PAGE_SIZE ? shown.at(-1)!.request.id : undefined }
}

const showRequests = async (c: Context<App>, refused?: GroupFormState) => {
  const isAnswered = c.req.query('list') === 'answered'
  const list = await listIn(c, isAnswered)
  return showPage(c, {
    title: 'Requests · Desk',
    status: refused ? 422 : 200,
    children: <RequestsPage hub={c.var.hub} isAnswered={isAnswered} {...list} {...refused} />,
  })
}

deskRequests.get('/', (c) => showRequests(c))

deskRequests.post('/:id/answer', async (c) => {
  const { db, hub } = c.var
  const id = c.req.param('id')
  const [request, body] = await Promise.all([
    isId(id) ? withDeadline('read', findRequest(db, id)) : undefined,
    c.req.arrayBuffer(),
  ])
  if (!request) return showMissing(c)
  const space = hub.spaces.find((each) => each.id === request.space)
  const admission = space && admissionTo(space, hub.levels)
  const action = c.var.hub.paths.answerToRequest(id)
  const typed = requestAnswerForm.read(body)
  const { values, faults } = requestAnswerForm.check(typed)
  if (faults) return showRequests(c, { typed, action, faults })
  const { answer } = values
  // The rules of the space have changed since, so acceptance would grant nothing.
  if (answer === 'yes' && !admission)
    return showRequests(c, { typed, action, faults: [{ field: 'answer', reason: 'changed' }] })
  const isDone = await withDeadline(
    'write',
    answerRequest(await decisionContextIn(c), {
      request,
      answer,
      reply: values.reply ?? null,
      admission,
    }),
  )
  if (!isDone && request.answer !== answer)
    return showRequests(c, { typed, action, faults: [{ field: 'answer', reason: 'changed' }] })
  c.executionCtx.waitUntil(applyAnswer(c, request.memberId).then(() => c.var.sendOutbox(id)))
  return c.redirect(hub.paths.deskRequests(), 303)
})

/** Applies a granted level and purges the member's cached profile. */
const applyAnswer = async (c: Context<App>, memberId: string) => {
  const { db, hub, now } = c.var
  await syncLevel({ db, hub, now }, memberId)
  const member = await findMember(db, memberId)
  if (member) await purgePerson(c.var, member)
}
