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
import { purgeConversation } from '../../http/purge'
import { fragment, wantsFragment } from '../../http/fragment'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { ifReadable } from '../../accounts/access/middleware'
import { listLikelyDuplicates } from './slot'
import { duplicateForm } from './form'
import { mayLinkTo } from './duplicate.queries'
import { questionMessages } from './messages'
import { isActiveAsker } from './queries'
import { findClosingFault, mayClose, type RefusedDuplicate, type Asker } from './rules'
import { CloseQuestionForm } from './view'

/** `/conversations/`: marks a question as a duplicate. */
export const duplicateRoutes = newRouter()

/** The id of the conversation with this address, absolute or from the root of the host. */
const idAt = (c: Context<App>, typed: string): string | undefined => {
  if (!URL.canParse(typed, c.var.hub.url)) return undefined
  const { pathname } = new URL(typed, c.var.hub.url)
  const path = pathname.startsWith(c.var.hub.base) ? pathname.slice(c.var.hub.base.length) : ''
  const [, what, name = ''] = /^(posts|topics)\/([^/]+)/.exec(path) ?? []
  return what === 'topics' ? topicOf(name) : conversationBySlug(c.var.hub, name)?.id
}

/** The most duplicates and merges that are followed in a row. */
const MAX_CHAIN = 10

/** The conversation with this address and those that it redirects to, as far as the viewer may read. */
const chainAt = async (c: Context<App>, typed: string): Promise<Conversation[]> => {
  const { db, hub } = c.var
  const chain: Conversation[] = []
  let id = idAt(c, typed)
  while (id && chain.length < MAX_CHAIN) {
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
  /** The earlier question; `undefined` to open it again. */
  original: Conversation | undefined
}

/** Closes the question as a duplicate, or opens it again, in the audit log; false if it changed meanwhile. */
const close = async (c: Context<App>, { question, member, original }: Closing) => {
  const { db, now } = c.var
  const row = await findConversationRow(db, question.id)
  const to = original?.id ?? null
  if (row.duplicateOf === to) return true
  // A post without comments has no row yet.
  if (original) await ensureConversation(db, original.id)
  const host = isHost(await c.var.member())
  const change = {
    act: 'duplicate' as const,
    storage: duplicate,
    from: row.duplicateOf,
    to,
    reason: null,
    condition: sql`not exists (select 1 from conversations o
      where o.id = ${to} and o.duplicate_of = ${question.id})`,
    isAllowed: host ? undefined : isActiveAsker(member, question.id, now),
  }
  return Boolean(await setFlag({ db, by: member, now }, { conversation: row }, change))
}

/** Shows the form again with its fault: in the thread's slot, or on its own page. */
const refuse = async (
  c: Context<App>,
  question: Conversation,
  asker: Asker,
  refused: RefusedDuplicate,
) => {
  if (wantsFragment(c, slots.thread)) {
    const { html } = await c.var.pages.thread(question, { closing: refused })
    return fragment(c, slots.thread, html, 422)
  }
  return showPage(c, {
    title: questionMessages.markAsDuplicate,
    status: 422,
    children: (
      <>
        <header class="page-head">
          <h1>{questionMessages.markAsDuplicate}</h1>
          <p>
            <a href={c.var.hub.paths.conversation(question)}>{question.title}</a>
          </p>
        </header>
        <CloseQuestionForm
          paths={c.var.hub.paths}
          question={question}
          similar={await listLikelyDuplicates(c, question, asker)}
          refused={refused}
        />
      </>
    ),
  })
}

/** The asker or a host closes a question as a duplicate; `to=off` opens it again. */
duplicateRoutes.post('/:conversation/duplicate', async (c) => {
  const { db, hub, now } = c.var
  const question = await ifReadable(c, await findConversation(db, hub, c.req.param('conversation')))
  const member = await c.var.member()
  if (!question || !member) return showMissing(c)
  const asker = { viewer: viewerOf(hub, member, undefined, now), member: member.id }
  if (!mayClose(question, asker)) return showMissing(c)
  const { of: typed, to } = duplicateForm.read(await c.req.arrayBuffer())
  const chain = to === 'off' ? [] : await chainAt(c, typed.trim())
  const original = chain.at(-1)
  const isNamed = original !== undefined && mayLinkTo(hub, question, original)
  const fault = to === 'off' ? undefined : findClosingFault(question, chain, isNamed)
  if (fault) return refuse(c, question, asker, { typed, fault })
  const closed = close(c, { question, member: member.id, original })
  if (!(await withDeadline('write', closed)))
    return refuse(c, question, asker, { typed, fault: 'changed' })
  for (const each of [question, original])
    if (each) c.executionCtx.waitUntil(purgeConversation(c.var, each))
  return c.redirect(`${hub.paths.conversation(question)}#thread-title`, 303)
})
