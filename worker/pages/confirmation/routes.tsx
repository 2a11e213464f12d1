import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { publishUnconfirmedOf } from '../../discussion/comments/commands'
import { holdUnconfirmedComments } from '../../discussion/comments/guest-claims.commands'
import type { App } from '../../env'
import { idInToken } from '../../lib/signed-token'
import { purgeConversations } from '../../discussion/conversations/purge.commands'
import { showPage, showMessage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { isConfirmation } from '../../accounts/members/confirmation.token'
import { type Sanction, sanctionOf } from '../../accounts/members/ban.rules'
import { confirmGuest } from '../../accounts/members/commands'
import { findGuest, findMemberByEmail } from '../../accounts/members/queries'
import { guestLevelOf } from '../../accounts/members/rules'
import { syncLevelsOfAuthors } from '../../discussion/comments/level-sync.commands'
import { memberMessages } from '../../accounts/members/messages'
import type { Guest } from '../../accounts/members/table'
import { ConfirmationPage, HoldForHostForm, SanctionPage } from '../../accounts/members/view'
import { setGuestCookie } from '../../accounts/members/visitor.middleware'

/** `/confirmation/`: the page behind the email that a guest confirms their address with. */
export const confirmation = newRouter()

/** The guest of an emailed link; `undefined` if it is forged or expired. */
const guestIn = async (c: Context<App>) => {
  const token = c.req.param('token') ?? ''
  const guest = await findGuest(c.var.db, idInToken(token))
  const isValid =
    guest && c.env.HUB_SECRET && (await isConfirmation(c.env.HUB_SECRET, guest, token, c.var.now))
  return isValid ? guest : undefined
}

const showInvalidLink = (c: Context<App>) =>
  showMessage(
    c,
    404,
    'This link no longer works',
    'It may have expired or be incomplete. What you wrote waits for a host; with your next comment we email you a new link.',
  )

/**
 * Why comments of a confirmed guest are held all the same: the member with that address is banned.
 */
const findSanction = async (c: Context<App>, { email }: Guest) =>
  sanctionOf(await findMemberByEmail(c.var.db, email), c.var.now)

const showSanction = (c: Context<App>, sanction: Sanction, children: Child) =>
  showPage(c, {
    title: memberMessages.held,
    children: (
      <SanctionPage hub={c.var.hub} sanction={sanction}>
        {children}
      </SanctionPage>
    ),
  })

/** Mail scanners follow links in emails too, so the page only shows a button. */
confirmation.get('/:token/', async (c) => {
  const guest = await guestIn(c)
  if (!guest) return showInvalidLink(c)
  const sanction = await findSanction(c, guest)
  if (sanction)
    return showSanction(
      c,
      sanction,
      <HoldForHostForm action={c.var.hub.paths.confirmation(c.req.param('token'))} />,
    )
  if (guest.confirmedAt)
    return showMessage(
      c,
      200,
      'Your address is confirmed',
      'What you wrote is public, unless it waits for a host.',
    )
  return showPage(c, {
    title: memberMessages.confirm,
    children: (
      <ConfirmationPage
        name={guest.name}
        action={c.var.hub.paths.confirmation(c.req.param('token'))}
      />
    ),
  })
})

/**
 * The link proves the address: publishes the guest’s comments, and remembers this browser as
 * theirs.
 */
confirmation.post('/:token/', async (c) => {
  const { db, hub, now } = c.var
  const guest = await guestIn(c)
  if (!guest) return showInvalidLink(c)
  const sanction = await findSanction(c, guest)
  if (sanction) {
    await db.batch([confirmGuest(db, guest.id, now), holdUnconfirmedComments(db, guest.id)])
    await setGuestCookie(c, guest.id, guest.remember)
    return showSanction(c, sanction, <p>What you wrote is saved, and a host will read it.</p>)
  }
  if (guest.confirmedAt) return c.redirect(hub.paths.home(), 303)

  await confirmGuest(db, guest.id, now)
  const { may } = guestLevelOf(hub.levels, { confirmedAt: now })
  const published = await publishUnconfirmedOf(db, guest.id, may, now)
  // A member may have claimed some of the comments since.
  c.executionCtx.waitUntil(syncLevelsOfAuthors({ db, hub, now }, published))
  await setGuestCookie(c, guest.id, guest.remember)
  const conversations = published.map(({ conversation }) => conversation)
  c.executionCtx.waitUntil(purgeConversations(c.var, conversations))
  const last = published.at(-1)
  return c.redirect(last ? hub.paths.comment(last.id) : hub.paths.home(), 303)
})
