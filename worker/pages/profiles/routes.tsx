import type { Context } from 'hono'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { mergeEntries } from '../lists/feed.rules'
import { isAuthor } from '../lists/scheduled-posts.slot'
import { scheduledEntries, scheduledPosts } from '../lists/scheduled-posts.queries'
import { toHandle } from '../../accounts/members/handle.rules'
import { viewerOf } from '../../accounts/members/rules'
import { fetchPage } from '../../http/assets'
import type { Member } from '../../accounts/members/table'
import { cachedForAll } from '../../http/page-cache'
import { purgePerson } from '../../http/purge'
import type { PageOutcome } from '../../http/slots'
import { flash } from '../../http/flash'
import { showPage, showMissing } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { unlessUnchanged } from '../../http/entity-tag'
import { redirectToSignIn } from '../../accounts/sign-in/session.middleware'
import { personFeed, withComments } from './feed.view'
import {
  checkProfile,
  profileOf,
  profileInputOf,
  type ProfileFault,
  profileForm,
  type ProfileInput,
} from './form'
import { ProfileForm } from './form.view'
import { readProfile, showProfile } from './page.routes'
import { FEED_ENTRIES, hasFile } from './rules'
import { handleRefusal, type HandleRefusal, saveProfile } from './commands'
import { logError } from '../../http/log-error'

/** `/people/`: the page and the feed of a person. */
export const people = newRouter()

/** `/me/`: the form for a member’s own profile. */
export const ownProfile = newRouter()

people.get('/:handle/', (c) => showProfile(c, c.req.param('handle')))

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** Feed readers do not sign in: only what anyone may read. */
const readPublic = (c: Context<App>, who: Parameters<typeof readProfile>[1]) =>
  readProfile(c, who, {
    most: FEED_ENTRIES,
    viewer: viewerOf(c.var.hub, undefined, undefined, c.var.now),
  })

/** The static feed of a person’s posts, with their comments unless the database is unavailable. */
const showStaticFeed = async (c: Context<App>, handle: string, outcome: PageOutcome) => {
  const built = await fetchPage(c.env, c.var.hub.paths.personFeed(handle))
  if (!built.ok) return showMissing(c)
  const { env } = c
  const { hub } = c.var
  const late = await scheduledEntries({ env, hub }, scheduledPosts(hub).filter(isAuthor(handle)))
  const feed = mergeEntries(await built.text(), late)
  const found = await readPublic(c, { person: handle }).catch((error: unknown) => {
    outcome.hasFailedSlot = true
    logError(c, 'the database is unavailable, so a feed has only posts', error)
    return undefined
  })
  return new Response(found ? withComments(found.hub, feed, found.cut.shown) : feed, {
    headers: ATOM,
  })
}

const showMemberFeed = async (c: Context<App>, typed: string, handle: string) => {
  const { hub } = c.var
  const { hub: known, member, former, cut } = await readPublic(c, { handle })
  const found = member ?? former
  if (!found) return showMissing(c)
  const { person } = found
  const place = person && Object.hasOwn(hub.people, person) ? person : found.handle
  if (place !== typed || !member) return c.redirect(hub.paths.personFeed(place), 301)
  return new Response(personFeed(known, member, cut.shown), { headers: ATOM })
}

people.get('/:handle/feed.xml', unlessUnchanged, (c) => {
  const { hub } = c.var
  const typed = c.req.param('handle')
  const handle = toHandle(typed)
  const isStatic = Object.hasOwn(hub.people, handle)
  if (isStatic && typed !== handle) return c.redirect(hub.paths.personFeed(handle), 301)
  return cachedForAll(c, (outcome) =>
    isStatic ? showStaticFeed(c, handle, outcome) : showMemberFeed(c, typed, handle),
  )
})

const showForm = (
  c: Context<App>,
  member: Member | undefined,
  typed: ProfileInput,
  faults: readonly ProfileFault[] = [],
) => {
  return showPage(c, {
    title: 'Your profile',
    fault: faults[0],
    children: <ProfileForm hub={c.var.hub} member={member} typed={typed} faults={faults} />,
  })
}

ownProfile.get('/profile/', requireMember, async (c) => {
  const member = await memberIn(c)
  return showForm(c, member, profileInputOf(member))
})

const handleFault = (reason: HandleRefusal): ProfileFault => ({ field: 'handle', reason })

/** Saves the profile. Whatever fails, the form comes back with what the member typed. */
ownProfile.post('/profile/', async (c) => {
  const { db, hub, now } = c.var
  const secret = c.env.HUB_SECRET!
  const typed = profileForm.read(await c.req.arrayBuffer())
  let member: Awaited<ReturnType<typeof c.var.member>>
  try {
    member = await withDeadline('write', c.var.member())
    if (!member) return redirectToSignIn(c)
    if (await isRateLimited(c))
      return showForm(c, member, typed, [{ field: 'form', reason: 'too-fast' }])
    const { values, faults } = checkProfile(typed, hub, member)
    if (faults) {
      const isHandleValid = faults.every(({ field }) => field !== 'handle')
      const check = isHandleValid && handleRefusal({ db, hub, now, secret, member }, typed.handle)
      const refusal = await withDeadline('write', Promise.resolve(check))
      return showForm(c, member, typed, refusal ? [...faults, handleFault(refusal)] : faults)
    }
    const fields = profileOf(values, hub, member)
    const saving = saveProfile({ db, hub, now, secret, member }, values.handle, fields)
    const refusal = await withDeadline('write', saving)
    if (refusal) return showForm(c, member, typed, [handleFault(refusal)])
  } catch (error) {
    logError(c, 'a profile was not saved', error)
    return showForm(c, member, typed, [{ field: 'form', reason: 'not-saved' }])
  }
  const handle = hasFile(hub, member) ? member.person! : toHandle(typed.handle)
  const pages = [member, { person: null, handle }]
  c.executionCtx.waitUntil(Promise.all(pages.map((each) => purgePerson(c.var, each))))
  c.executionCtx.waitUntil(c.var.sendOutbox(member.id))
  return c.redirect(flash(hub.paths.person(handle), 'profile'), 303)
})
