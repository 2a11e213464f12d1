import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import type { App } from '../env'
import { fieldsOf } from '../kit/form'
import { within } from '../kit/within'
import type { Member } from '../members/table'
import { noted } from '../shell/note'
import { showMissing, showSentence, showUnavailable } from '../shell/frame'
import {
  doorsOf,
  doorwayOf,
  isTooFast,
  letIn,
  showBanned,
  showDoors,
  showNotSetUp,
  takeCookies,
} from './answers'
import type { Doorway } from './doorway'
import type { keeperWith } from './provider'
import type { Door } from './providers'
import { insideHub } from './rules'
import { SESSION } from './session'
import { type DoorFault, sentenceOf, statusOf } from './sentences'

/** How long a provider may take to answer, in milliseconds. */
const PATIENCE = 10_000

export const providers = new Hono<App>()

providers.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

const doorIn = (c: Context<App>): Door | undefined =>
  doorsOf(c).find(({ id }) => id === c.req.param('provider'))

type Keeper = NonNullable<Awaited<ReturnType<typeof keeperWith>>>

/** What a provider answers, through whoever keeps the doors; `undefined` while it does not. */
const through = async <T,>(
  doorway: Doorway,
  door: Door,
  ask: (auth: Keeper) => Promise<T>,
): Promise<T | undefined> => {
  // It is large, so that only who comes here loads it.
  const { keeperWith } = await import('./provider')
  const asking = keeperWith(doorway, door).then((auth) => auth && ask(auth))
  return within(PATIENCE, asking).catch((error: unknown) => {
    console.error(`${door.label} did not answer:`, error)
    return undefined
  })
}

/** Sets out for a provider: to sign in, or, for whoever is signed in, to add it. */
providers.post('/auth/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const door = doorIn(c)
  if (!door) return showMissing(c)
  const member = await c.var.member()
  const returnTo = member
    ? paths.me()
    : insideHub(fieldsOf(await c.req.arrayBuffer(), ['returnTo']).returnTo)
  const refuse = (fault: DoorFault) => showRefused(c, { fault, door, returnTo, isAdding: !!member })
  if (await isTooFast(c)) return refuse('too-fast')

  const { headers } = c.req.raw
  const body = {
    provider: door.id,
    callbackURL: returnTo,
    errorCallbackURL: member ? paths.me() : paths.signIn({ returnTo }),
  }
  const answer = await through(doorwayOf(c), door, ({ api }) =>
    member
      ? api.linkSocialAccount({ body, headers, asResponse: true })
      : api.signInSocial({ body, headers, asResponse: true }),
  )
  if (!answer?.ok) return refuse('provider-failed')
  const { url } = await answer.json<{ url: string }>()
  takeCookies(c, answer)
  return c.redirect(url, 303)
})

/** The cookie of somebody who has set out for a provider. */
const STATE = 'hub-state'

/** What better-auth, or a provider, calls a refusal, and what it is to us. */
const FAULTS: [RegExp, DoorFault][] = [
  [/^(?:access_denied|consent_required|login_required|interaction_required|user_)/, 'denied'],
  [/^(?:state_|unable_to_link)/, 'not-begun'],
  [/^account_not_linked$/, 'not-joined'],
  [/already_linked/, 'belongs-to-other'],
]

const faultIn = (error: string): DoorFault =>
  FAULTS.find(([pattern]) => pattern.test(error))?.[1] ?? 'provider-failed'

/** Where a provider sends people back to. */
providers.get('/auth/callback/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const door = doorIn(c)
  if (!door) return showMissing(c)
  // Whoever did not set out from here has nothing to come back from.
  if (!c.req.header('cookie')?.includes(`${STATE}=`))
    return showRefused(c, { fault: 'not-begun', door, returnTo: insideHub(''), isAdding: false })
  let banned: Member | undefined
  let isNew = false
  const doorway = doorwayOf(c, {
    turnedAway: (member) => void (banned = member),
    welcomed: () => void (isNew = true),
  })
  const answer = await through(doorway, door, (auth) => auth.handler(c.req.raw))
  if (banned) return showBanned(c, banned)
  if (answer && setsSession(answer)) return letIn(c, answer, backIn(c, answer), isNew)
  if (answer) takeCookies(c, answer)
  const to = URL.parse(answer?.headers.get('location') ?? '', c.var.origin)
  const error = to?.searchParams.get('error') ?? 'no answer'
  if (error === 'internal_server_error') return showUnavailable(c)
  const isAdding = to?.pathname === paths.me()
  if (isAdding && !to.search) return c.redirect(noted(paths.me(), 'way-added'), 303)
  const returnTo = insideHub(to?.searchParams.get('returnTo') ?? '')
  const fault = faultIn(error)
  if (fault === 'provider-failed')
    console.error(`${door.label} let nobody in:`, JSON.stringify(error))
  return showRefused(c, { fault, door, returnTo, isAdding })
})

const setsSession = ({ headers }: Response) =>
  headers.getSetCookie().some((cookie) => cookie.startsWith(`${SESSION}=`))

/** Where the keeper of the doors leads somebody, as a path; asked again whether it is inside. */
const backIn = (c: Context<App>, { headers }: Response) => {
  const to = URL.parse(headers.get('location') ?? '', c.var.origin)
  return insideHub(to?.origin === c.var.origin ? to.pathname + to.search + to.hash : '')
}

interface Refused {
  fault: DoorFault
  door: Door
  returnTo: string
  /** Whether they are in already, and wanted to add this one. */
  isAdding: boolean
}

const showRefused = (c: Context<App>, { fault, door, returnTo, isAdding }: Refused) => {
  if (!isAdding) return showDoors(c, { fault, returnTo, provider: door.label })
  return showSentence(
    c,
    statusOf(fault),
    `${door.label} was not added`,
    sentenceOf(fault, door.label),
  )
}
