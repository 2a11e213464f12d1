import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { App } from '../../env'
import { noted } from '../../http/flash'
import { showMissing, showSentence } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { doorsOf, doorwayOf, letIn, showDoors, showNotSetUp } from './responses.routes'
import { type Away, forget, recall, remember } from './oauth-state.middleware'
import { providerForm } from './form'
import { addWay, byProvider } from './find-or-create-member.commands'
import type { Door } from './providers.rules'
import { insideHub } from './rules'
import { endSession } from './queries'
import { SESSION } from './session.middleware'
import { type SignInReason, signInMessage, signInStatus } from './messages'
import type { Told } from './provider-profile.client'

/** `/auth/`: the way out, and the ways in by the account at a provider. */
export const auth = newRouter()

const doorIn = (c: Context<App>): Door | undefined =>
  doorsOf(c).find(({ id }) => id === c.req.param('provider'))

/** Only who comes here loads it. */
const load = () => import('./oauth.client')

/** Where this provider sends people back to: an address of its own. */
const callbackOf = (c: Context<App>, { id }: Door) => c.var.origin + c.var.hub.paths.callback(id)

// Before the providers: none of them is called `sign-out`.
auth.post('/sign-out', async (c) => {
  const member = await c.var.member()
  if (member) await endSession(c.var.db, member.id, member.sessionId)
  deleteCookie(c, SESSION, { path: c.var.hub.base })
  return c.redirect(c.var.hub.paths.home(), 303)
})

/** Sets out for a provider: to sign in, or, for whoever is signed in, to add it. */
auth.post('/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const door = doorIn(c)
  if (!door) return showMissing(c)
  const member = await c.var.member()
  const returnTo = member
    ? c.var.hub.paths.me()
    : insideHub(c.var.hub.paths, providerForm.read(await c.req.arrayBuffer()).returnTo)
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, door, returnTo, isAdding: !!member })
  if (await isRateLimited(c)) return refuse('too-fast')

  const { setOut, reasonOf } = await load()
  const going = await setOut(door, callbackOf(c, door)).catch((error: unknown) =>
    console.error(`${door.label} can not be asked: ${reasonOf(error)}`),
  )
  if (!going) return refuse('provider-failed')
  const { url, ...kept } = going
  const adding = member && { memberId: member.id, sessionId: member.sessionId }
  await remember(c, { ...kept, provider: door.id, returnTo, adding })
  return c.redirect(url, 303)
})

/** What providers call it when somebody has changed their mind there. */
const DENIED =
  /^(?:access_denied|consent_required|login_required|interaction_required|user_cancelled_\w+)$/

/** Whom a provider's answer tells of; what is wrong with it, if anything is. */
const whoIn = async (c: Context<App>, door: Door, away: Away): Promise<Told | SignInReason> => {
  const { comeBack, refusalIn, reasonOf } = await load()
  const answer = new URL(c.req.url).searchParams
  return comeBack(door, callbackOf(c, door), answer, away).catch((error: unknown) => {
    if (DENIED.test(refusalIn(error))) return 'denied'
    console.error(`${door.label} let nobody in: ${reasonOf(error)}`)
    return 'provider-failed'
  })
}

/** What somebody sees who has come back: they are in, or have one more way in, or read why not. */
const showBack = async (c: Context<App>, door: Door, away: Away): Promise<Response> => {
  const { returnTo, adding } = away
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, door, returnTo, isAdding: !!adding })
  const told = await whoIn(c, door, away)
  if (typeof told === 'string') return refuse(told)
  if (!adding) {
    const arrival = await byProvider(doorwayOf(c), door.id, told)
    return arrival === 'not-joined' ? refuse(arrival) : letIn(c, arrival, returnTo)
  }
  // Whoever signed out meanwhile, or is somebody else by now, adds nothing.
  const member = await c.var.member()
  if (member?.sessionId !== adding.sessionId) return refuse('not-begun')
  const added = await addWay(doorwayOf(c), adding.memberId, door.id, told)
  return added === 'added'
    ? c.redirect(noted(c.var.hub.paths.me(), 'way-added'), 303)
    : refuse(added)
}

/** Where a provider sends people back to. */
auth.get('/callback/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const door = doorIn(c)
  if (!door) return showMissing(c)
  const away = await recall(c, door.id)
  return away
    ? forget(c, await showBack(c, door, away))
    : showRefused(c, {
        fault: 'not-begun',
        door,
        returnTo: insideHub(c.var.hub.paths, ''),
        isAdding: false,
      })
})

interface Refused {
  fault: SignInReason
  door: Door
  returnTo: string
  /** Whether they are in already, and wanted to add this one. */
  isAdding: boolean
}

const showRefused = (c: Context<App>, { fault, door, returnTo, isAdding }: Refused) => {
  if (!isAdding) return showDoors(c, { fault, returnTo, provider: door.label })
  return showSentence(
    c,
    signInStatus(fault),
    `${door.label} was not added`,
    signInMessage(fault, door.label),
  )
}
