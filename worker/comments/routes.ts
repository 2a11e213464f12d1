import { type Context, Hono } from 'hono'
import { type Conversation, paths } from '../../site/contract'
import type { App } from '../env'
import { fieldsOf } from '../kit/form'
import { isId, newId } from '../kit/id'
import { addGuest, findGuest } from '../members/queries'
import { levelOf } from '../members/rules'
import { remember } from '../members/visitor'
import { sendDue } from '../notices/jobs'
import { forget } from '../shell/edge'
import { showMissing } from '../shell/frame'
import { showRefused } from '../shell/post'
import { countLinks, renderer, toHtml } from '../text/markdown'
import { emailFault, toEmail, toWebsite, websiteFault } from '../text/addresses'
import { nameFault } from '../text/names'
import { clean, cleanLine, lengthOf } from '../text/words'
import { addComment, countRecent, findComment, findTwin } from './queries'
import { type Fault, holding, placeOf, refusal, type Words } from './rules'

export const comments = new Hono<App>()

const conversationOf = (c: Context<App>): Conversation | undefined => {
  const id = c.req.param('conversation') ?? ''
  const { conversations } = c.var.hub
  return Object.hasOwn(conversations, id) ? conversations[id] : undefined
}

const readWords = async (c: Context<App>): Promise<Words> => {
  const sent = fieldsOf(await c.req.arrayBuffer(), [
    'body',
    'parent',
    'name',
    'email',
    'website',
    'remember',
  ])
  return { ...sent, remember: sent.remember !== '' }
}

const faultsIn = (c: Context<App>, words: Words): Fault[] => {
  const { comments: rules, reservedNames } = c.var.hub
  const body = clean(words.body)
  const name = nameFault(words.name, reservedNames)
  return [
    ...(body === '' ? [{ field: 'body', reason: 'empty' } as const] : []),
    ...(lengthOf(body) > rules.longest ? [{ field: 'body', reason: 'too-long' } as const] : []),
    ...(name ? [{ field: 'name', reason: `name-${name}` } as const] : []),
    ...(emailFault(words.email) ? [{ field: 'email', reason: 'email' } as const] : []),
    ...(websiteFault(words.website) ? [{ field: 'website', reason: 'website' } as const] : []),
  ]
}

/** A plain form posts here. Success redirects, so a reload never posts twice. */
comments.post('/conversations/:conversation/comments', async (c) => {
  const { db, hub, now, visitor } = c.var
  const conversation = conversationOf(c)
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  const words = await readWords(c)
  const refuse = (...faults: Fault[]) => showRefused(c, conversation, { words, faults })

  const address = await c.var.addressHash()
  const { success } = await c.env.ATTEMPTS.limit({ key: address })
  if (!success) return refuse({ field: 'form', reason: 'too-fast' })
  const faults = faultsIn(c, words)
  if (faults.length > 0) return refuse(...faults)

  const writer = { visitor, email: toEmail(words.email) ?? '', address }
  const parent = isId(words.parent) ? await findComment(db, words.parent) : undefined
  const refused = refusal(conversation, words, parent)
  if (refused) return refuse(refused)

  const body = clean(words.body)
  const said = { conversation: conversation.id, parentId: parent?.id ?? null, body, writtenAt: now }
  const twin = await findTwin(db, writer, said)
  if (twin) {
    await remember(c, twin.guestId!, words.remember)
    return c.redirect(`${paths.post(conversation.slug)}?from=${twin.id}#c-${twin.id}`, 303)
  }

  const known = await findGuest(db, visitor)
  const level = levelOf(hub.levels, known, writer.email)
  if ((await countRecent(db, writer, now)) >= level.may.perHour)
    return refuse({ field: 'form', reason: 'too-many' })

  const guestId = known?.id ?? visitor ?? newId(now)
  const html = toHtml(body)
  const heldFor = holding(hub.comments, level, countLinks(html))
  const website = toWebsite(words.website) ?? null
  const name = cleanLine(words.name)
  const id = newId(now)
  await addGuest(db, {
    id: guestId,
    name,
    email: writer.email,
    website,
    remember: words.remember,
    confirmedAt: null,
    createdAt: now,
  })
  await addComment(db, {
    ...said,
    ...placeOf(id, parent),
    id,
    guestId,
    name,
    website,
    html,
    renderer,
    address,
    state: heldFor ? 'held' : 'published',
    heldFor: heldFor ?? null,
    shown: !heldFor,
  })
  await remember(c, guestId, words.remember)
  c.executionCtx.waitUntil(forget(conversation.slug))
  c.executionCtx.waitUntil(sendDue({ env: c.env, db, hub, origin: c.var.origin, now, subject: id }))
  return c.redirect(`${paths.post(conversation.slug)}?from=${id}#c-${id}`, 303)
})
