import { dismissMention } from '../comments/mention.commands'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { changeEmailSetting } from '../../accounts/members/email-setting.commands'
import { showMissing } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { mentionEmailsForm } from './form'
import { listMentionable } from './queries'
import { suggestMentions, parseHandlePrefix } from './rules'
import { logError } from '../../http/log-error'

/** `/people/`: suggestions while a handle is typed. */
export const mentionableRoutes = newRouter()

/** `/me/`: the mentions of a member, and whether they get emails. */
export const ownMentionRoutes = newRouter()

/** Suggests people whose handle or name starts like this; their pages are public. */
mentionableRoutes.get('/mentionable', async (c) => {
  const typed = parseHandlePrefix(c.req.query('q') ?? '')
  if (!typed || (await isRateLimited(c, 'mentionable'))) return c.json([])
  // The people of `content/people/` need no database.
  const found = await withDeadline('read', listMentionable(c.var.db, typed, c.var.now)).catch(
    (error: unknown) => {
      logError(c, 'members are not suggested', error)
      return []
    },
  )
  return c.json(suggestMentions(c.var.hub, typed, found))
})

/** Dismisses a mention of the member; 404 for another member's. */
ownMentionRoutes.post('/mentions/:comment/seen', requireMember, async (c) => {
  const member = await memberIn(c)
  const comment = c.req.param('comment')
  const { db, now } = c.var
  const seen = isId(comment) ? await dismissMention(db, member.id, comment, now) : []
  return seen.length > 0 ? c.redirect(`${c.var.hub.paths.me()}#mentions`, 303) : showMissing(c)
})

ownMentionRoutes.post('/letters', requireMember, async (c) => {
  const member = await memberIn(c)
  const { to } = mentionEmailsForm.read(await c.req.arrayBuffer())
  await changeEmailSetting(c.var.db, member.id, to === 'off')
  return c.redirect(`${c.var.hub.paths.me()}#letters`, 303)
})
