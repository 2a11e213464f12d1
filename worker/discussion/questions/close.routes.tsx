import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { type Conversation, topicOf } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import { ensureConversation } from '../conversations/commands'
import { conversationBySlug } from '../conversations/rules'
import { findConversation } from '../conversations/topics.queries'
import { findConversationRow } from '../decisions/load.queries'
import { duplicate, setFlag } from '../decisions/flag.commands'
import type { App } from '../../env'
import { viewerOf, isHost } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { purgeConversation } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { ifReadable } from '../../accounts/access/middleware'
import { listLikelyDuplicates } from './slot'
import { duplicateForm } from './form'
import { mayLinkTo } from './duplicate.queries'
import { isActiveAsker } from './queries'
import { findClosingFault, mayClose, type RefusedDuplicate, type Asker } from './rules'
import { CloseQuestionForm } from './view'

/** `/conversations/`: closes a question that was asked before. */
export const duplicateRoutes = newRouter()

/** The id of the conversation that an address names, whole or from the root of the host. */
const idAt = (c: Context<App>, typed: string): string | undefined => {
  if (!URL.canParse(typed, c.var.hub.url)) return undefined
  const { pathname } = new URL(typed, c.var.hub.url)
  const path = pathname.startsWith(c.var.hub.base) ? pathname.slice(c.var.hub.base.length) : ''
  const [, what, name = ''] = /^(posts|topics)\/([^/]+)/.exec(path) ?? []
  return what === 'topics' ? topicOf(name) : conversationBySlug(c.var.hub, name)?.id
}

/** So many questions may lead to each other, one after the other. */
const LONGEST = 10

/** What somebody named as the earlier question, and those that it leads to, as far as they may read. */
const chainAt = async (c: Context<App>, typed: string): Promise<Conversation[]> => {
  const { db, hub } = c.var
  const chain: Conversation[] = []
  let id = idAt(c, typed)
  while (id && chain.length < LONGEST) {
    const found = await ifReadable(c, await findConversation(db, hub, id))
    if (!found) break
    chain.push(found)
    const { mergedInto, duplicateOf } = await findConversationRow(db, id)
    id = mergedInto ?? duplicateOf ?? undefined
  }
  return chain
}

interface Closing {
  question: Conversation
  member: string
  /** Where it was asked before; nowhere, to open it again. */
  original: Conversation | undefined
}

/** Closes the question, or opens it again, on record; whether it is now as was wanted. */
const close = async (c: Context<App>, { question, member, original }: Closing) => {
  const { db, now } = c.var
  const row = await findConversationRow(db, question.id)
  const to = original?.id ?? null
  if (row.duplicateOf === to) return true
  // Of a post that nobody has said anything about there is no row yet.
  if (original) await ensureConversation(db, original.id)
  const host = isHost(await c.var.member())
  const marking = {
    act: 'duplicate' as const,
    storage: duplicate,
    from: row.duplicateOf,
    to,
    reason: null,
    condition: sql`not exists (select 1 from conversations o
      where o.id = ${to} and o.duplicate_of = ${question.id})`,
    isAllowed: host ? undefined : isActiveAsker(member, question.id, now),
  }
  return Boolean(await setFlag({ db, by: member, now }, { conversation: row }, marking))
}

/** Says beside what was typed why it was not taken: where it was typed, or on a page of its own. */
const refuse = async (
  c: Context<App>,
  question: Conversation,
  somebody: Asker,
  refused: RefusedDuplicate,
) => {
  if (wantsFragment(c, slots.thread)) {
    const { html } = await c.var.pages.thread(question, { closing: refused })
    return fragment(c, slots.thread, html, 422)
  }
  return showPage(c, {
    title: 'Was this asked before?',
    status: 422,
    children: (
      <>
        <header class="page-head">
          <h1>Was this asked before?</h1>
          <p>
            <a href={c.var.hub.paths.conversation(question)}>{question.title}</a>
          </p>
        </header>
        <CloseQuestionForm
          paths={c.var.hub.paths}
          question={question}
          similar={await listLikelyDuplicates(c, question, somebody)}
          refused={refused}
        />
      </>
    ),
  })
}

/** Whoever asked a question, or a host, says where the same was asked before; `to=off` takes it back. */
duplicateRoutes.post('/:conversation/duplicate', async (c) => {
  const { db, hub, now } = c.var
  const question = await ifReadable(c, await findConversation(db, hub, c.req.param('conversation')))
  const member = await c.var.member()
  if (!question || !member) return showMissing(c)
  const somebody = { viewer: viewerOf(hub, member, undefined, now), member: member.id }
  if (!mayClose(question, somebody)) return showMissing(c)
  const { of: typed, to } = duplicateForm.read(await c.req.arrayBuffer())
  const chain = to === 'off' ? [] : await chainAt(c, typed.trim())
  const original = chain.at(-1)
  const isNamed = original !== undefined && mayLinkTo(hub, question, original)
  const fault = to === 'off' ? undefined : findClosingFault(question, chain, isNamed)
  if (fault) return refuse(c, question, somebody, { typed, fault })
  const closed = close(c, { question, member: member.id, original })
  if (!(await withDeadline('write', closed)))
    return refuse(c, question, somebody, { typed, fault: 'changed' })
  for (const each of [question, original])
    if (each) c.executionCtx.waitUntil(purgeConversation(hub.paths, each))
  return c.redirect(`${hub.paths.conversation(question)}#thread-title`, 303)
})
