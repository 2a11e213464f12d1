import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { paths, addressOf } from '../../site/contract'
import { findComment } from '../comments/queries'
import { isOwn } from '../comments/rules'
import { countDue } from '../contributors/counting'
import { conversationById } from '../conversations/rules'
import { lookUp, know } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { settleAuthors } from '../members/standing'
import { PATIENCE } from '../shell/compose'
import { forget, forgetContributors } from '../shell/edge'
import { showFrame, showMissing } from '../shell/frame'
import { showNothing } from '../shell/pages'
import { cleanLine } from '../text/words'
import { ManyPage, type Each, RefusedPage, type Sent } from './act-view'
import { labelOf } from './act-words'
import { type Act, acts, decideOn, type Outcome, type Wanted } from './acts'
import type { Deciding } from './changes'
import { actionForm, bulkActionForm } from './form'
import { findEntry, listTogether } from './judged'
import { isHost, BULK_LIMIT } from './rules'
import { restDesk } from './sitting'
import { undo } from './undoing'

/** How long a decision may take to be written down, in milliseconds. */
const WRITING = 5000

export const deciding = new Hono<App>()

deciding.onError(restDesk)

/** For everybody who is no host there is nothing here, or what there is for them. */
const hostsOnly: MiddlewareHandler<App> = async (c, next) => {
  const member = await within(PATIENCE, c.var.member())
  return isHost(member) ? next() : showNothing(c)
}

const sentIn = async (c: Context<App>) => actionForm.read(await c.req.arrayBuffer())

const decidingIn = async (c: Context<App>): Promise<Deciding> => ({
  db: c.var.db,
  by: (await c.var.member())!.id,
  now: c.var.now,
})

/** What a comment was for whoever saw it in one of the desk's lists: another host may have been faster. */
const seenIn: Record<string, Wanted['seen']> = {
  held: ['held'],
  awaiting: ['published'],
  faded: ['faded'],
}

const wantedIn = (act: Act, id: string, { rule, reason, to, back }: Sent): Wanted => ({
  act,
  id,
  rule,
  reason: cleanLine(reason),
  seen: Object.hasOwn(seenIn, back) ? seenIn[back] : undefined,
  ...((to === 'on' || to === 'off') && { to: to === 'on' }),
})

/** Levels follow what counts for them, and kept pages say no more what is not so any more. */
const settle = async (c: Context<App>, outcomes: Outcome[]) => {
  const { db, now } = c.var
  const judged = outcomes.flatMap((outcome) => outcome.judged?.comment ?? [])
  const hub = await know(
    c,
    judged.map(({ conversation }) => conversation),
  )
  const written = outcomes.flatMap(({ done, judged }) => (done && judged ? [judged.comment] : []))
  c.executionCtx.waitUntil(settleAuthors({ db, hub, now }, written))
  c.executionCtx.waitUntil(countDue({ db, hub, now }).then(forgetContributors))
  for (const comment of written) {
    const conversation = conversationById(hub, comment.conversation)
    if (conversation) c.executionCtx.waitUntil(forget(conversation, comment))
  }
}

/** Where a host goes on: to the list they came from, which says what was done and offers to undo it. */
const onwards = (back: string, done: string, place: string, id?: string): string => {
  if (back === 'comment' && id && isId(id)) return `${paths.deskComment(id)}?done=${done}`
  if (back === 'record') return paths.deskLog()
  return /^[a-z]+$/.test(back) ? paths.desk({ list: back, done }) : place
}

const refuse = async (
  c: Context<App>,
  label: string,
  sent: Sent,
  { refused, judged }: Outcome & { refused: NonNullable<Outcome['refused']> },
) => {
  if (refused === 'missing') return showMissing(c)
  if (judged) await know(c, [judged.comment.conversation])
  const action = new URL(c.req.url).pathname
  return showFrame(c, {
    title: 'Not done',
    status: 422,
    children: (
      <RefusedPage
        hub={c.var.hub}
        action={action}
        label={label}
        sent={sent}
        refused={refused}
        judged={judged}
      />
    ),
  })
}

/** Decides about the comment that the path names. */
const decideHere = async (c: Context<App>, act: Act) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const sent = await sentIn(c)
  const work = decideOn(await decidingIn(c), c.var.hub, wantedIn(act, id, sent))
  const outcome = await within(WRITING, work)
  if (outcome.refused) return refuse(c, labelOf[act], sent, outcome)
  await settle(c, [outcome])
  return c.redirect(onwards(sent.back, outcome.done, paths.comment(id), id), 303)
}

for (const act of acts)
  if (act !== 'removal' && act !== 'lock')
    deciding.post(`/comments/:id/${act}`, hostsOnly, (c) => decideHere(c, act))

/** Whether it is for the host to decide about: what they wrote themselves they may just take away. */
const isTheirs = async (c: Context<App>, id: string) => {
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  const member = await c.var.member()
  return comment && isOwn(comment, { guest: c.var.visitor, member: member?.id })
}

/** A host names a rule of the house; an author, who takes away their own, does not. */
deciding.post('/comments/:id/removal', async (c, next) => {
  const member = await within(PATIENCE, c.var.member())
  if (!isHost(member)) return next()
  const { rule, back } = await sentIn(c)
  const isTheirOwn = !rule && !back && (await isTheirs(c, c.req.param('id')))
  return isTheirOwn ? next() : decideHere(c, 'removal')
})

deciding.post('/conversations/:conversation/lock', hostsOnly, async (c) => {
  const conversation = await lookUp(c.var.db, c.var.hub, c.req.param('conversation'))
  if (!conversation || conversation.comments !== 'open') return showMissing(c)
  const sent = await sentIn(c)
  const wanted = wantedIn('lock', conversation.id, sent)
  const outcome = await within(WRITING, decideOn(await decidingIn(c), c.var.hub, wanted))
  if (outcome.refused) return refuse(c, labelOf.lock, sent, outcome)
  c.executionCtx.waitUntil(forget(conversation))
  const place = `${addressOf(conversation)}#thread-title`
  return c.redirect(onwards(sent.back, outcome.done, place, sent.comment), 303)
})

/** Decides the same about each, one after the other, and on record each by itself. */
const decideEach = async (c: Context<App>, act: Act, ids: string[], sent: Sent) => {
  const host = await decidingIn(c)
  const each: Each[] = []
  let first: string | undefined
  for (const id of ids) {
    const wanted = { ...wantedIn(act, id, sent), together: first }
    const outcome: Outcome = isId(id)
      ? await decideOn(host, c.var.hub, wanted)
      : { refused: 'missing' }
    if (outcome.done && !outcome.isRepeated) first ??= outcome.done
    each.push({ id, outcome })
  }
  return { each, first }
}

deciding.post('/desk/decisions', hostsOnly, async (c) => {
  const input = bulkActionForm.read(await c.req.arrayBuffer())
  const { act: name, comment: all, ...sent } = input
  const ids = [...new Set(all)]
  const act = acts.find((each) => each === name)
  if (!act || act === 'lock' || ids.length > BULK_LIMIT) return showMissing(c)
  const { each, first } = await decideEach(c, act, ids, sent)
  await settle(
    c,
    each.map(({ outcome }) => outcome),
  )
  if (each.length > 0 && each.every(({ outcome }) => outcome.done))
    return c.redirect(onwards(sent.back, first ?? each[0]!.outcome.done!, paths.desk()), 303)
  return showFrame(c, {
    title: labelOf[act],
    status: 422,
    children: <ManyPage hub={c.var.hub} act={act} each={each} first={first} back={sent.back} />,
  })
})

/** Takes back a decision, or all that were taken with it. */
deciding.post('/desk/log/:id/undoing', hostsOnly, async (c) => {
  const { db, hub } = c.var
  const id = c.req.param('id')
  const sent = await sentIn(c)
  const entry = isId(id) ? await within(WRITING, findEntry(db, id)) : undefined
  if (!entry) return showMissing(c)
  const host = await decidingIn(c)
  const entries = sent.all ? await listTogether(db, id, entry.by) : [entry]
  const outcomes: Outcome[] = []
  for (const each of entries.toReversed()) outcomes.push(await undo(host, hub, each.id))
  await settle(c, outcomes)
  const failed = outcomes.find((outcome) => outcome.refused)
  if (failed?.refused) return refuse(c, 'Undo', sent, failed)
  const conversation = await lookUp(db, hub, entry.subject)
  if (conversation) c.executionCtx.waitUntil(forget(conversation))
  const place = conversation ? addressOf(conversation) : paths.deskComment(entry.subject)
  const done = outcomes.at(-1)!.done!
  const comment = conversation ? sent.comment : entry.subject
  return c.redirect(onwards(sent.back, done, place, comment), 303)
})
