import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { viewerOf } from '../../accounts/members/rules'
import { Avatar } from '../../ui/avatar'
import { Icon } from '../../ui/icon'
import { followSlot } from '../notifications/follow.middleware'
import { countReadable } from '../notifications/rules'
import { SESSION_COOKIE } from '../../accounts/sign-in/session.middleware'
import { type PageOutcome, fillSlots } from '../../http/slots'
import { withFlash } from '../../http/flash'
import { isPage } from '../../http/is-page'

const SignIn = ({ paths, returnTo }: { paths: Paths; returnTo: string | undefined }) => (
  <a class="house-me" href={paths.signIn(returnTo ? { returnTo } : undefined)} rel="nofollow">
    Sign in
  </a>
)

/** The number of unread messages or notifications. */
const UnseenCount = ({ unseen, what }: { unseen: number; what: string }) => (
  <span class="house-news">
    {unseen > 99 ? '99+' : unseen}
    <span class="unseen">
      {' '}
      {what}
      {unseen === 1 ? '' : 's'}
    </span>
  </span>
)

/** The link to the notifications, with the number of those that the member has not read. */
const Notifications = ({ paths, unread }: { paths: Paths; unread: number }) => (
  <a class="house-me house-bell" href={paths.notifications()}>
    <Icon name="bell" />
    {unread > 0 ? (
      <UnseenCount unseen={unread} what="notification" />
    ) : (
      <span class="unseen">Notifications</span>
    )}
  </a>
)

/** The links of the signed-in member; the sign-in link if the session has ended. */
const drawMember = async (c: Context<App>): Promise<string> => {
  const { hub } = c.var
  const member = await withDeadline('read', c.var.member())
  if (!member) return drawSignIn(c)
  const { name, handle, person, role, unseen } = member
  const viewer = viewerOf(hub, member, undefined, c.var.now)
  return String(
    <>
      <a class="house-me" href={hub.paths.me()}>
        <Avatar hub={hub} name={name} handle={person ?? handle} />
        <span>You</span>
        {unseen > 0 && <UnseenCount unseen={unseen} what="message" />}
      </a>
      <Notifications paths={hub.paths} unread={countReadable(hub, viewer, member.unread)} />
      {role && (
        <a class="house-me" href={hub.paths.desk()}>
          Desk
        </a>
      )}
    </>,
  )
}

const drawSignIn = (c: Context<App>) =>
  String(
    <SignIn
      paths={c.var.hub.paths}
      returnTo={c.req.method === 'GET' ? new URL(c.req.url).pathname : undefined}
    />,
  )

/**
 * Fills the header of every page with the signed-in member. Without a session cookie pages pass
 * unchanged, and nothing is read.
 */
export const header = createMiddleware<App>(async (c, next) => {
  await next()
  if (!c.req.header('cookie')?.includes(`${SESSION_COOKIE}=`) || !isPage(c.res)) return
  const outcome: PageOutcome = { hasFailedSlot: false }
  const slot = { slot: slots.me, render: () => drawMember(c), fallback: drawSignIn(c) }
  const page = withFlash(c, fillSlots(c, c.res, [slot, followSlot(c)], outcome))
  page.headers.delete('etag')
  // Emptied first: a new response would inherit the old headers, and with them the etag.
  c.res = undefined
  c.res = page
})
