import { type Context, Hono } from 'hono'
import { admissionTo, groupsIn, may, paths, type Space } from '../../site/contract'
import { restDesk } from '../desk/sitting'
import type { App } from '../env'
import { isId, newId } from '../kit/id'
import { within } from '../kit/within'
import { askerOf } from '../members/rules'
import { isSilenced } from '../members/silence'
import { settleLevel } from '../members/standing'
import { sendDue } from '../notices/jobs'
import { PATIENCE } from '../shell/compose'
import { forgetPerson } from '../shell/edge'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { toSignIn } from '../sign-in/session'
import { RequestPage } from './asking'
import { addRequest, answerRequest } from './changes'
import { findMember } from '../members/queries'
import { requestAnswerForm, requestForm } from './form'
import type { Tried } from './form-view'
import { findLastRequest, findRequest, listAnsweredRequests, listOpenRequests } from './queries'
import { RequestsPage } from './requests'
import { decidingIn } from './sitting'
import { PAGE } from './rules'

const WRITING = 5000

/** How members ask to be let into a space. */
export const asking = new Hono<App>()

asking.onError((error, c) => {
  console.error('a request rests:', error)
  return showUnavailable(c)
})

/** The space of the path, and what somebody is given who is let in; of others nobody can ask. */
const spaceIn = (c: Context<App>) => {
  const { spaces, levels } = c.var.hub
  const space = spaces.find(({ id }) => id === c.req.param('space'))
  const admission = space && admissionTo(space, levels)
  return admission && { space: space!, admission }
}

/** Whether there is anything left to ask for: whoever may do all of it here is in. */
const isIn = async (c: Context<App>, space: Space) => {
  const { hub, now } = c.var
  const asker = askerOf(hub, await c.var.member(), undefined, now)
  const isOpenToThem = may(asker, 'read', space, hub.levels) === 'yes'
  const isHost = asker.role === 'host' || asker.role === 'owner'
  const isInAll = groupsIn(space).every((id) => asker.groups.includes(id))
  return isOpenToThem && (isHost || isInAll)
}

const showRequest = async (c: Context<App>, space: Space, tried?: Tried) => {
  const { db, hub, now } = c.var
  const member = (await c.var.member())!
  const [last, isMember] = await within(
    PATIENCE,
    Promise.all([findLastRequest(db, member.id, space.id), isIn(c, space)]),
  )
  return showFrame(c, {
    title: `Be let into ${space.name}`,
    status: tried ? 422 : 200,
    children: (
      <RequestPage
        hub={hub}
        space={space}
        last={last}
        isIn={isMember}
        isSilenced={isSilenced(member, now)}
        {...tried}
      />
    ),
  })
}

asking.get('/spaces/:space/requests', async (c) => {
  const found = spaceIn(c)
  if (!found) return showMissing(c)
  return (await c.var.member()) ? showRequest(c, found.space) : toSignIn(c)
})

asking.post('/spaces/:space/requests', async (c) => {
  const { db, now } = c.var
  const found = spaceIn(c)
  if (!found) return showMissing(c)
  const { space } = found
  const member = await c.var.member()
  // Back to the page with the form, once they are in.
  if (!member) return c.redirect(paths.signIn({ returnTo: paths.requests(space.id) }), 303)
  const typed = requestForm.read(await c.req.arrayBuffer())
  const { values, faults } = requestForm.check(typed)
  if (faults) return showRequest(c, space, { typed, faults })
  if (!isSilenced(member, now) && !(await isIn(c, space)))
    await within(
      WRITING,
      Promise.resolve(
        addRequest(db, {
          id: newId(now),
          space: space.id,
          memberId: member.id,
          reason: values.reason ?? '',
          at: now,
        }),
      ),
    )
  return c.redirect(paths.requests(space.id), 303)
})

/** What hosts decide about that; whoever is no host is kept from it before this. */
export const requests = new Hono<App>()

requests.onError(restDesk)

const listIn = async (c: Context<App>, isAnswered: boolean) => {
  const at = c.req.query(isAnswered ? 'before' : 'after')
  const from = at && isId(at) ? at : undefined
  const list = isAnswered ? listAnsweredRequests : listOpenRequests
  const rows = await within(PATIENCE, Promise.resolve(list(c.var.db, from, PAGE + 1)))
  const shown = rows.slice(0, PAGE)
  return { rows: shown, next: rows.length > PAGE ? shown.at(-1)!.request.id : undefined }
}

const showRequests = async (c: Context<App>, tried?: Tried) => {
  const isAnswered = c.req.query('list') === 'answered'
  const list = await listIn(c, isAnswered)
  return showFrame(c, {
    title: 'Requests · Desk',
    status: tried ? 422 : 200,
    children: <RequestsPage hub={c.var.hub} isAnswered={isAnswered} {...list} {...tried} />,
  })
}

requests.get('/desk/requests/', (c) => showRequests(c))

requests.post('/desk/requests/:id/answer', async (c) => {
  const { db, hub, now, origin } = c.var
  const id = c.req.param('id')
  const [request, body] = await Promise.all([
    isId(id) ? within(PATIENCE, findRequest(db, id)) : undefined,
    c.req.arrayBuffer(),
  ])
  if (!request) return showMissing(c)
  const space = hub.spaces.find((each) => each.id === request.space)
  const admission = space && admissionTo(space, hub.levels)
  const action = paths.answerToRequest(id)
  const typed = requestAnswerForm.read(body)
  const { values, faults } = requestAnswerForm.check(typed)
  if (faults) return showRequests(c, { typed, action, faults })
  const { answer } = values
  // The rules have changed since: there is nothing that a yes could give.
  if (answer === 'yes' && !admission)
    return showRequests(c, { typed, action, faults: [{ field: 'answer', reason: 'changed' }] })
  const isDone = await within(
    WRITING,
    answerRequest(await decidingIn(c), {
      request,
      answer,
      reply: values.reply ?? null,
      admission,
    }),
  )
  if (!isDone && request.answer !== answer)
    return showRequests(c, { typed, action, faults: [{ field: 'answer', reason: 'changed' }] })
  const sending = { env: c.env, db, hub, now, origin, subject: id }
  c.executionCtx.waitUntil(follow(c, request.memberId).then(() => sendDue(sending)))
  return c.redirect(paths.deskRequests(), 303)
})

/** A level that was given counts at once, and shows on the page of whoever has it. */
const follow = async (c: Context<App>, memberId: string) => {
  const { db, hub, now } = c.var
  await settleLevel({ db, hub, now }, memberId)
  const member = await findMember(db, memberId)
  if (member) await forgetPerson(member)
}
