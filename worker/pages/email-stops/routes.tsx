import type { Context } from 'hono'
import { findAuthorViewer } from '../../accounts/access/readers.queries'
import { isVisibleTo, mayIn } from '../../accounts/access/rules'
import { changeEmailSetting } from '../../accounts/members/email-setting.commands'
import { findGuest, findMember } from '../../accounts/members/queries'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { showMessage, showPage } from '../../http/layout'
import { isOneClick } from '../../http/one-click'
import { isRateLimited, showRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { resumeEmails, stopEmails } from '../../notifications/stops/commands'
import { listEmailStops } from '../../notifications/stops/queries'
import {
  type EmailRecipient,
  EVERYTHING,
  oneClickScope,
  type StopScope,
} from '../../notifications/stops/rules'
import { readStopToken, type StopLink } from '../../notifications/stops/token'
import { emailStopForm } from './form'
import { stopMessages } from './messages'
import { chosenScope, isSameScope } from './rules'
import { EmailStopsPage } from './view'

/** `/stop/`: the page behind the link of an email that stops such emails, without signing in. */
export const emailStopRoutes = newRouter()

type Ids = { memberId: string | null; guestId: string | null }

const idsOf = ({ kind, id }: EmailRecipient): Ids =>
  kind === 'member' ? { memberId: id, guestId: null } : { memberId: null, guestId: id }

/** What stops all emails: for a member the setting on their own page. */
const findAllStop = async (c: Context<App>, { kind, id }: EmailRecipient) => {
  const { db } = c.var
  const found = kind === 'member' ? await findMember(db, id) : await findGuest(db, id)
  return found && { isAllStopped: 'isUnmailed' in found && found.isUnmailed }
}

/** The link in the address; `undefined` if it is forged, or its recipient is deleted. */
const findLink = async (c: Context<App>) => {
  const { HUB_SECRET } = c.env
  const link = HUB_SECRET && (await readStopToken(HUB_SECRET, c.req.param('token') ?? ''))
  const found = link && (await findAllStop(c, link.recipient))
  return link && found ? { ...link, ...found } : undefined
}

/** Says the same of a forged link and of one to a deleted person. Guesses are limited. */
const showGone = async (c: Context<App>) =>
  (await isRateLimited(c, 'stop'))
    ? showRateLimited(c)
    : showMessage(c, 404, stopMessages.gone, stopMessages.goneWhy)

/** The titles of conversations that a recipient may read. */
const findTitles = async (c: Context<App>, recipient: EmailRecipient, ids: string[]) => {
  const { db, now } = c.var
  const hub = await withTopics(db, c.var.hub, ids)
  const { memberId, guestId } = idsOf(recipient)
  const viewer = await findAuthorViewer({ db, hub, now }, { memberId, guestId })
  return (id: string) => {
    const conversation = conversationById(hub, id)
    const isReadable =
      conversation &&
      mayIn(hub, viewer, 'read', conversation) === 'yes' &&
      isVisibleTo(conversation, viewer, memberId ?? undefined)
    return isReadable ? conversation.title : undefined
  }
}

type FoundLink = StopLink & { isAllStopped: boolean }

const showStops = async (c: Context<App>, link: FoundLink, fault?: string) => {
  const { recipient, topic, isAllStopped } = link
  const rows = await listEmailStops(c.var.db, recipient, topic)
  const stops = isAllStopped ? [EVERYTHING, ...rows] : rows
  const ids = [topic, ...rows].flatMap(({ conversation }) => conversation || [])
  const titleOf = ids.length > 0 ? await findTitles(c, recipient, ids) : () => undefined
  const { hub } = c.var
  const action = hub.paths.stop(c.req.param('token') ?? '')
  return showPage(c, {
    title: stopMessages.title,
    status: fault ? 422 : 200,
    children: <EmailStopsPage {...{ hub, action, topic, stops, titleOf, fault }} />,
  })
}

/** Stops emails, or turns them on again. */
const changeStop = (
  c: Context<App>,
  { recipient }: StopLink,
  { scope, isOn }: { scope: StopScope; isOn: boolean },
) => {
  const { db, now } = c.var
  if (recipient.kind === 'member' && isSameScope(scope, EVERYTHING))
    return changeEmailSetting(db, recipient.id, !isOn)
  return isOn ? resumeEmails(db, recipient, scope) : stopEmails(db, recipient, scope, now)
}

emailStopRoutes.get('/:token/', async (c) => {
  const link = await findLink(c)
  return link ? showStops(c, link) : showGone(c)
})

/** One click in a mail program, answered without a page (RFC 8058); or a button of the page. */
emailStopRoutes.post('/:token/', async (c) => {
  const link = await findLink(c)
  if (!link) return showGone(c)
  if (await isOneClick(c)) {
    await changeStop(c, link, { scope: oneClickScope(link.topic), isOn: false })
    return c.text(stopMessages.done)
  }
  if (await isRateLimited(c, 'stop')) return showRateLimited(c)
  const { values } = emailStopForm.check(emailStopForm.read(await c.req.arrayBuffer()))
  const isOn = values?.to === true
  const scope = values && chosenScope({ ...values, isOn }, link.topic)
  if (!scope) return showStops(c, link, stopMessages.unknown)
  await changeStop(c, link, { scope, isOn })
  return c.redirect(c.var.hub.paths.stop(c.req.param('token')), 303)
})
