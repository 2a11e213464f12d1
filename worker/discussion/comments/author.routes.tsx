import type { Context } from 'hono'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { wasDelayed } from './delay.queries'
import { purgeConversation } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { type FoundComment, updateLevel } from './middleware'
import { type CommentFault, revisionForm } from './form'
import { renderPreview } from './mention.commands'
import { RevisionPage } from './pages.view'
import { authorPermalink } from './permalink.rules'
import { reviseText } from './revise.commands'
import { refusalToAuthor } from './rules'
import {
  findOwnComment,
  showRevisionRefusal,
  type RevisionRefusal,
  withdraw,
} from './withdrawal.routes'
import { logError } from '../../http/log-error'

/** `/comments/`: authors edit and delete their own comments. */
export const authorRoutes = newRouter()

const TITLE = 'Edit your comment'

interface RevisionState extends FoundComment {
  body: string
  faults?: readonly CommentFault[]
  preview?: string
}

const showRevision = (c: Context<App>, revision: RevisionState) =>
  showPage(c, {
    title: TITLE,
    fault: revision.faults?.[0],
    children: <RevisionPage hub={c.var.hub} {...revision} />,
  })

/** Why an author cannot edit their comment; a silenced member cannot edit either. */
const refusalOfRevision = async (
  c: Context<App>,
  { comment }: FoundComment,
): Promise<RevisionRefusal | 'gone' | undefined> => {
  const { db, hub, now } = c.var
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'gone') return refused
  const member = await c.var.member()
  if (member && isSilenced(member, now)) return 'silenced'
  return refused ?? ((await wasDelayed(db, hub, comment)) ? 'slept-on' : undefined)
}

authorRoutes.get('/:id/revision', async (c) => {
  const found = await findOwnComment(c)
  if (found?.comment.opens)
    return c.redirect(c.var.hub.paths.conversationRevision(found.conversation.id), 302)
  const refused = found && (await refusalOfRevision(c, found))
  if (!found || refused === 'gone') return showMissing(c)
  return refused
    ? showRevisionRefusal(c, found, refused)
    : showRevision(c, { ...found, body: found.comment.body })
})

const saveRevision = async (
  c: Context<App>,
  { comment, conversation }: FoundComment,
  body: string,
) => {
  const { db, hub, now } = c.var
  // A comment written as a guest is judged as a guest's, also after signing in.
  const member = comment.memberId ? await c.var.member() : undefined
  await reviseText({ db, hub, now, secret: c.env.HUB_SECRET!, member, conversation }, comment, body)
}

authorRoutes.post('/:id/revision', async (c) => {
  const { hub } = c.var
  const found = await findOwnComment(c)
  const refused = found && (await refusalOfRevision(c, found))
  // The opening of a topic is edited on the topic's page, which stores the earlier version.
  if (!found || found.comment.opens || refused === 'gone') return showMissing(c)
  const input = revisionForm.read(await c.req.arrayBuffer())
  const show = (more: Partial<RevisionState>) =>
    showRevision(c, { ...found, body: input.body, ...more })
  if (refused) return show({ faults: [{ field: 'form', reason: refused }] })
  if (await isRateLimited(c)) return show({ faults: [{ field: 'form', reason: 'too-fast' }] })
  const { values, faults } = revisionForm.check(input, hub)
  if (faults) return show({ faults })
  const { body, preview } = values
  if (preview) return show({ preview: await renderPreview(c.var, body) })

  if (body !== found.comment.body) {
    try {
      await withDeadline('write', saveRevision(c, found, body))
    } catch (error) {
      logError(c, 'a revision was not saved', error)
      return show({ faults: [{ field: 'form', reason: 'not-saved' }] })
    }
    c.executionCtx.waitUntil(purgeConversation(c.var, found.conversation, found.comment))
    updateLevel(c, found.comment.memberId)
  }
  return c.redirect(authorPermalink(hub.paths, found.conversation, found.comment), 303)
})

authorRoutes.post('/:id/withdrawal', withdraw)
