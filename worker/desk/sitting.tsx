import type { Context } from 'hono'
import { paths } from '../../site/contract'
import { know } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { PATIENCE } from '../shell/compose'
import { forgetPerson } from '../shell/edge'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import type { SignedIn } from '../sign-in/queries'
import type { Deciding } from './changes'
import { namedIn } from './decided'
import type { DecisionFault, DecisionInput } from './form'
import type { Attempt } from './form-view'
import { MemberPage, SHOWN } from './member'
import { type AtDesk, listPersons, readMember } from './queries'
import { isHost } from './rules'
import { Unsaved } from './view'

/** How long a decision may take to be written down, in milliseconds. */
const WRITING = 5000

/** While the database does not answer, what was typed comes back to be sent again. */
export const restDesk = async (error: Error, c: Context<App>) => {
  console.error('the desk rests:', error)
  if (c.req.method !== 'POST') return showUnavailable(c)
  const sent = [...new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()))]
  const action = new URL(c.req.url).pathname
  const page = await showFrame(c, {
    title: 'Not saved',
    status: 503,
    children: <Unsaved action={action} sent={sent} />,
  })
  page.headers.set('retry-after', '60')
  return page
}

/** Whoever sits at the desk: nobody else comes this far. */
export const hostIn = async (c: Context<App>): Promise<SignedIn> => (await c.var.member())!

/** The member whom the path names, and all that the desk shows of them. */
export const readAbout = async (c: Context<App>): Promise<AtDesk | undefined> => {
  const id = c.req.param('id') ?? ''
  return isId(id) ? within(PATIENCE, readMember(c.var.db, id, SHOWN)) : undefined
}

/** Who is which of the people in `content/people/`. */
export const readTaken = async (c: Context<App>) =>
  new Map((await listPersons(c.var.db)).map(({ person, id }) => [person!, id]))

/** The page about a member, with what was tried there and why it is refused. */
export const showMember = async (c: Context<App>, about: AtDesk, attempt?: Attempt) => {
  const { now } = c.var
  const named = about.decided.flatMap(({ entry }) => namedIn(entry))
  const [host, taken, hub] = await within(
    PATIENCE,
    Promise.all([hostIn(c), readTaken(c), know(c, named)]),
  )
  return showFrame(c, {
    title: `${about.member.name} · Desk`,
    status: attempt ? 422 : 200,
    children: (
      <MemberPage hub={hub} now={now} host={host} about={about} taken={taken} attempt={attempt} />
    ),
  })
}

/** What a decision is made from. */
export interface Sitting<Input> {
  c: Context<App>
  host: SignedIn
  about: AtDesk
  input: Input
  deciding: Deciding
}

/**
 * What came of it: why it is refused; that it is so already; whether it was done, which it is not
 * where something has changed since it was read.
 */
export type Outcome = readonly DecisionFault[] | 'same' | boolean

/** Answers a form about a member. Whoever may not send it hears what everybody hears. */
export const decide = async <Input extends DecisionInput>(
  c: Context<App>,
  form: { read: (body: ArrayBuffer) => Input },
  work: (sitting: Sitting<Input>) => Promise<Outcome | 'missing'>,
) => {
  const { db, now } = c.var
  const [host, about, body] = await Promise.all([hostIn(c), readAbout(c), c.req.arrayBuffer()])
  if (!about) return showMissing(c)
  const deciding = { db, now, by: host.id }
  const input = form.read(body)
  const outcome = await within(WRITING, work({ c, host, about, input, deciding }))
  if (outcome === 'missing') return showMissing(c)
  if (outcome === true || outcome === 'same') {
    // What was decided shows on their page: a level, a role, their links no more.
    c.executionCtx.waitUntil(forgetPerson(about.member))
    return c.redirect(paths.deskMember(about.member.id), 303)
  }
  return outcome ? refuse(c, input, outcome) : showChanged(c, input, host)
}

const refuse = async (c: Context<App>, input: DecisionInput, faults: readonly DecisionFault[]) => {
  const about = await readAbout(c)
  if (!about) return showMissing(c)
  return showMember(c, about, { action: new URL(c.req.url).pathname, input, faults })
}

/** Something changed since it was read: perhaps it is whoever decides, who is no host any more. */
const showChanged = async (c: Context<App>, input: DecisionInput, host: SignedIn) => {
  const still = await within(PATIENCE, readMember(c.var.db, host.id, 0))
  if (!isHost(still?.member) || still?.member.role !== host.role) return showMissing(c)
  return refuse(c, input, [{ field: 'form', reason: 'changed' }])
}
