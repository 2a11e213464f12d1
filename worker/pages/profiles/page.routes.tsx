import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import { type Viewer, may } from '../../../site/contract/permissions'
import { unavailable, slots } from '../../../site/contract/slots'
import { conversationById } from '../../discussion/conversations/rules'
import { isUnlisted } from '../../accounts/access/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { findStanding } from '../../discussion/contributors/queries'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isBanned } from '../../accounts/members/ban.rules'
import { toHandle } from '../../accounts/members/handle.rules'
import { viewerOf } from '../../accounts/members/rules'
import { isAuthor, withScheduled } from '../lists/scheduled-posts.slot'
import type { Member } from '../../accounts/members/table'
import { fetchPage } from '../../http/assets'
import { fillSlots, type PageOutcome, type Slot } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { showPage, showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { fillCounts } from '../built/counts.slot'
import { mayIn } from '../../accounts/access/rules'
import { profileAddress, profileData } from './linked-data.view'
import { findPerson, type PersonKey } from './queries'
import { commentPageOf, COMMENTS_PER_PAGE, rowsFor } from './rules'
import { MemberFacts, Profile, ProfileComments } from './view'
import { logError } from '../../http/log-error'

/** Whether the viewer may read a comment, by its conversation. */
const readableBy = (hub: Hub, viewer: Viewer) => (row: { conversation: string }) => {
  const conversation = conversationById(hub, row.conversation)
  return (
    conversation !== undefined &&
    conversation.comments !== 'none' &&
    !isUnlisted(conversation) &&
    mayIn(hub, viewer, 'read', conversation) === 'yes'
  )
}

interface Reading {
  most?: number
  before?: string | undefined
  viewer: Viewer
  /** The member who asks. */
  own?: string | undefined
}

/**
 * A person and a page of their comments in conversations that the viewer may read, with the hub that
 * knows the topics among these.
 */
export const readProfile = async (
  c: Context<App>,
  who: PersonKey,
  { most = COMMENTS_PER_PAGE, viewer, ...asked }: Reading,
) => {
  const { db, hub, now } = c.var
  const readsAll = hub.spaces.every((space) => may(viewer, 'read', space, hub.levels) === 'yes')
  const limit = rowsFor(most, readsAll)
  const { said, ...found } = await withDeadline(
    'read',
    findPerson(db, { who, limit, now, ...asked }),
  )
  const ids = said.map(({ conversation }) => conversation)
  const known = await withDeadline('read', withTopics(db, hub, ids))
  const isReadable = readableBy(known, viewer)
  return { ...found, hub: known, cut: commentPageOf(said, { most, read: limit, isReadable }) }
}

/** The viewer as a reader: a guest reads what anyone may. */
const readerOf = async (c: Context<App>) => {
  const member = await c.var.member()
  return { own: member?.id, viewer: viewerOf(c.var.hub, member, undefined, c.var.now) }
}

/** The `before` of the query, if it is an id. */
const beforeIn = (c: Context<App>) => {
  const before = c.req.query('before')
  return before && isId(before) ? before : undefined
}

/** The page of a person. Other spellings of a handle redirect to the one in lower case. */
export const showProfile = (c: Context<App>, typed: string): Promise<Response> => {
  const handle = toHandle(typed)
  if (!/^[a-z\d-]{1,60}$/.test(handle)) return Promise.resolve(showMissing(c))
  return cached(c, ['before'], (outcome) => {
    // Only the first page is cached: anyone can request any number of others.
    outcome.isUncacheable = c.req.query('before') !== undefined
    return Object.hasOwn(c.var.hub.people, handle)
      ? showStatic(c, typed, handle, outcome)
      : showMember(c, typed, handle).catch((error: unknown) => {
          logError(c, 'a profile is unavailable', error)
          return showUnavailable(c)
        })
  })
}

/** The static page of a person in `content/people/`, with their badges and comments as a member. */
const showStatic = async (
  c: Context<App>,
  typed: string,
  handle: string,
  outcome: PageOutcome,
): Promise<Response> => {
  const { hub } = c.var
  if (typed !== handle) return c.redirect(hub.paths.person(handle), 301)
  const reading = readerOf(c).then((reader) =>
    readProfile(c, { person: handle }, { before: beforeIn(c), ...reader }),
  )
  // Caught here as well: without its slots in the page, a failure would go unhandled.
  reading.catch(() => undefined)
  const page = await fetchPage(c.env, hub.paths.person(handle))
  if (!page.ok) return showMissing(c)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const isOf = isAuthor(handle)
  const listed = await withScheduled({ env: c.env, hub }, page, { isOf, number: 1 })
  const counted = fillCounts(c, new Response(listed.body, { headers }), outcome)
  return fillSlots(c, counted, personSlots(c, handle, reading), outcome)
}

/** The slots of a person’s static page: their badges, and their comments as a member. */
const personSlots = (
  c: Context<App>,
  handle: string,
  reading: ReturnType<typeof readProfile>,
): Slot[] => {
  const { hub, now } = c.var
  const { name } = hub.people[handle]!
  const isLater = beforeIn(c) !== undefined
  const facts = async () => {
    const { member } = await reading
    return member ? String(<MemberFacts hub={hub} now={now} member={member} />) : ''
  }
  const comments = async () => {
    const { hub: known, cut } = await reading
    if (cut.shown.length === 0 && !isLater) return ''
    const props = { hub: known, name, handle, cut, isLater }
    return String(<ProfileComments {...props} />)
  }
  return [
    { slot: slots.profile, render: facts, fallback: '' },
    { slot: slots.said, render: comments, fallback: String(<p>{unavailable.said}</p>) },
  ]
}

/** The last part of the address of a member’s page. */
const placeOf = (hub: Hub, found: Pick<Member, 'handle' | 'person'>) =>
  found.person && Object.hasOwn(hub.people, found.person) ? found.person : found.handle

const HeadOf = ({ hub, member, now }: { hub: Hub; member: Member; now: Date }) => {
  const address = profileAddress(hub, member.handle)
  return (
    <>
      <link rel="canonical" href={address} />
      <meta property="og:type" content="profile" />
      <meta property="og:url" content={address} />
      <meta property="og:title" content={member.name} />
      <meta property="profile:username" content={member.handle} />
      {member.about && <meta property="og:description" content={member.about} />}
      <link
        rel="alternate"
        type="application/atom+xml"
        title={`Comments and topics by ${member.name}`}
        href={hub.paths.personFeed(member.handle)}
      />
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: profileData(hub, member, now) }}
      />
    </>
  )
}

const showMember = async (c: Context<App>, typed: string, handle: string): Promise<Response> => {
  const { hub, now } = c.var
  const before = beforeIn(c)
  const asking = await withDeadline('read', c.var.member())
  const viewer = viewerOf(hub, asking, undefined, now)
  const read = await readProfile(c, { handle }, { before, viewer, own: asking?.id })
  const { member, former, cut } = read
  const found = member ?? former
  if (!found) return showMissing(c)
  const place = placeOf(hub, found)
  if (place !== typed) return c.redirect(hub.paths.person(place), 301)
  if (!member) return showMissing(c)
  const isLater = Boolean(before)
  const standing = await withDeadline('read', findStanding(c.var.db, member.id))
  return showPage(c, {
    title: member.name,
    description: member.about ?? undefined,
    head: <HeadOf hub={hub} member={member} now={now} />,
    // Search engines do not list a page without comments; its member can still see it.
    isListed: cut.shown.length > 0 && !isLater && !isBanned(member, now),
    children: (
      <>
        <Profile
          hub={hub}
          now={now}
          member={member}
          standing={standing}
          isOwn={asking?.id === member.id}
        />
        <ProfileComments
          hub={read.hub}
          name={member.name}
          handle={handle}
          cut={cut}
          isLater={isLater}
        />
      </>
    ),
  })
}
