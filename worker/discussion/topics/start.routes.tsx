import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import { may, type Space } from '../../../site/contract/permissions'
import { updateLevel } from '../comments/middleware'
import { isNoPermission } from '../comments/rules'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { statusOf } from '../../lib/define-form'
import { renderPreview } from '../comments/mention.commands'
import { isSilenced } from '../../accounts/members/silence.rules'
import { viewerOf } from '../../accounts/members/rules'
import { findSimilar, type Similar } from '../search/similar.queries'
import { purgeConversation } from '../../http/page-cache'
import { showPage } from '../../http/layout'
import { showNotSetUp } from '../../http/not-set-up'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { redirectToSignIn } from '../../accounts/sign-in/session.middleware'
import { refusalFor } from '../../accounts/access/messages'
import { findViewer } from '../../accounts/access/middleware'
import { renewTimestamp } from '../spam/form-timestamp.token'
import { HONEYPOT } from '../spam/form'
import { clean, cleanLine } from '../../lib/clean-text'
import type { TopicDraft } from './draft.form'
import {
  checkTopic,
  contentOf,
  resourceForm,
  START_FORM,
  type TopicFault,
  type TopicInput,
} from './form'
import { SimilarList } from './similar.view'
import { CannotStartPage, StartPage } from './start.view'
import type { TopicContent } from './rules'
import { findSameTopic, refusalToStart, type StartedTopic, startTopic } from './start.commands'
import { listUsedTags } from './tag.queries'
import { logError } from '../../http/log-error'

/** `/start/`: where members start a topic. */
export const startRoutes = newRouter()

const readInput = async (c: Context<App>): Promise<TopicInput> =>
  resourceForm.read(await c.req.arrayBuffer())

const spacesFor = (c: Context<App>, member: SignedIn | undefined): Space[] => {
  const { hub, now } = c.var
  const viewer = viewerOf(hub, member, undefined, now)
  return hub.spaces.filter((space) => may(viewer, 'start', space, hub.levels) === 'yes')
}

const orElse =
  <Found,>(c: Context<App>, found: Found) =>
  (error: unknown) => {
    logError(c, 'the form lacks suggestions', error)
    return found
  }

interface Showing extends TopicDraft {
  member: SignedIn | undefined
  /** Whether it was sent before. */
  isSent?: boolean
}

/** Likely conversations about the same; none, when the database does not answer. */
const similarTo = async (c: Context<App>, title: string): Promise<Similar[]> => {
  const { db, hub } = c.var
  const finding = findViewer(c).then((viewer) => findSimilar(db, hub, viewer, cleanLine(title)))
  return withDeadline('read', finding).catch(orElse<Similar[]>(c, []))
}

/** What was said before stays beside a title that is sent, but where the hub has no time for it. */
const besides = async (c: Context<App>, showing: Showing): Promise<TopicDraft['similar']> => {
  const { similar, isSent, input, faults } = showing
  const title = cleanLine(input.title)
  if (similar || !title || !isSent) return similar
  const isPressed = faults.some((fault) => statusOf(fault) !== 422)
  const found = isPressed ? [] : await similarTo(c, title)
  return found.length > 0 || input.seen === title ? { found, isStep: false } : undefined
}

/** The form, with all that helps to fill it, as far as the database answers. */
const showForm = async (c: Context<App>, showing: Showing) => {
  const { member, isSent, ...draft } = showing
  const { db, hub, now } = c.var
  const viewer = viewerOf(hub, member, undefined, now)
  const [tags, stamp, similar] = await Promise.all([
    withDeadline('read', listUsedTags(db, hub, viewer)).catch(orElse<string[]>(c, [])),
    renewTimestamp(c.env.HUB_SECRET!, START_FORM, isSent ? draft.input.drawn : undefined, now),
    besides(c, showing),
  ])
  return showPage(c, {
    title: 'Start a conversation',
    page: c.var.hub.paths.startFrame(),
    fault: draft.faults[0],
    children: (
      <StartPage
        {...draft}
        similar={similar}
        hub={hub}
        member={member}
        // Whoever is signed out meanwhile sees their words where they were.
        spaces={
          member ? spacesFor(c, member) : hub.spaces.filter(({ id }) => id === draft.input.space)
        }
        tags={tags}
        drawn={stamp}
      />
    ),
  })
}

/** Why somebody may start nothing here, and where the way there begins. */
const showNowhere = (c: Context<App>, member: SignedIn) => {
  const { hub, now } = c.var
  const viewer = viewerOf(hub, member, undefined, now)
  const space = hub.spaces.find(({ id }) => id === c.req.query('space')) ?? hub.spaces[0]!
  const answer = may(viewer, 'start', space, hub.levels)
  const refusal = isNoPermission(answer) ? refusalFor(answer, 'start', space, hub) : undefined
  const silenced = isSilenced(member, now) ? member : undefined
  return showPage(c, {
    title: 'Start a conversation',
    status: 403,
    children: <CannotStartPage hub={hub} refusal={refusal} silenced={silenced} />,
  })
}

/** What the address fills in. */
const inputIn = (query: Record<string, string>, { spaces }: Pick<Hub, 'spaces'>): TopicInput => {
  const { kind = '', space = spaces[0]!.id, title = '', tags = '' } = query
  return { ...resourceForm.blank, kind, space, title, tags }
}

startRoutes.get('/', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const member = await withDeadline('read', c.var.member())
  if (!member) return redirectToSignIn(c)
  if (spacesFor(c, member).length === 0) return showNowhere(c, member)
  return showForm(c, { member, input: inputIn(c.req.query(), c.var.hub), faults: [] })
})

/** For the script that shows them while a title is typed; as a page it says the same. */
startRoutes.get('/similar/', async (c) => {
  const title = c.req.query('title') ?? ''
  const found = await similarTo(c, title)
  return showPage(c, {
    title: 'Conversations like this one',
    children: <SimilarList hub={c.var.hub} title={title} found={found} />,
  })
})

/** What was sent to be looked at has no page of its own: a reload, or a kept address, begins anew. */
startRoutes.get('/preview', (c) => c.redirect(c.var.hub.paths.start(), 307))

/** All that is in the way of what somebody is about to start, as far as the database answers. */
const obstaclesTo = async (c: Context<App>, member: SignedIn | undefined, input: TopicInput) => {
  const { db, hub, now } = c.var
  const { faults = [] } = checkTopic(input, hub)
  if (!member) return faults
  const refusing = withDeadline('read', refusalToStart({ db, hub, now, member }, contentOf(input)))
  const refusal = await refusing.catch(orElse(c, undefined))
  return refusal ? [...faults, refusal] : faults
}

startRoutes.post('/preview', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = await readInput(c)
  const member = await withDeadline('read', c.var.member()).catch(orElse(c, undefined))
  if (await isRateLimited(c))
    return showForm(c, {
      member,
      isSent: true,
      input,
      faults: [{ field: 'form', reason: 'too-fast' }],
    })
  const [faults, preview] = await Promise.all([
    obstaclesTo(c, member, input),
    renderPreview(c.var, clean(input.body)),
  ])
  return showForm(c, { member, isSent: true, input, faults, preview })
})

type Outcome = { started: StartedTopic } | { faults: TopicFault[] } | { found: Similar[] }

const notSaved =
  (c: Context<App>) =>
  (error: unknown): Outcome => {
    logError(c, 'a topic was not saved', error)
    return { faults: [{ field: 'form', reason: 'not-saved' }] }
  }

/** Starts it; or shows, once for each title, what was said before. */
const take = async (
  c: Context<App>,
  member: SignedIn,
  input: TopicInput,
  content: TopicContent,
): Promise<Outcome> => {
  const { db, hub, now } = c.var
  const twin = await findSameTopic({ db, now, member }, content)
  if (twin) return { started: twin }
  const found = input.seen === content.title ? [] : await similarTo(c, content.title)
  if (found.length > 0) return { found }
  const address = await c.var.addressHash()
  const secret = c.env.HUB_SECRET!
  const form = { drawn: input.drawn, [HONEYPOT]: input[HONEYPOT] !== '' }
  const starting = { db, hub, now, secret, member, address, form }
  const done = await startTopic(starting, content)
  return 'reason' in done ? { faults: [done] } : { started: done }
}

/** A plain form posts here. Success redirects, so a reload never posts twice. */
startRoutes.post('/', async (c) => {
  const { hub } = c.var
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = await readInput(c)
  const finding = withDeadline('write', c.var.member())
  const member = await finding.catch(() => 'unknown' as const)
  const refuse = (...faults: TopicFault[]) =>
    showForm(c, {
      member: member === 'unknown' ? undefined : member,
      isSent: true,
      input,
      faults,
    })
  if (member === 'unknown') return refuse({ field: 'form', reason: 'not-saved' })
  if (!member) return refuse({ field: 'form', reason: 'signed-out' })
  if (await isRateLimited(c)) return refuse({ field: 'form', reason: 'too-fast' })
  const { values, faults } = checkTopic(input, hub)
  if (faults) return refuse(...faults)
  const outcome = await withDeadline('write', take(c, member, input, values)).catch(notSaved(c))
  if ('faults' in outcome) return refuse(...outcome.faults)
  if ('found' in outcome) {
    const similar = { found: outcome.found, isStep: true }
    return showForm(c, { member, isSent: true, input, faults: [], similar })
  }
  const { started } = outcome
  if (started.isNew) {
    const { kind, space, tags } = values
    c.executionCtx.waitUntil(
      purgeConversation(hub.paths, { ...started, kind, space, tags }, member),
    )
    c.executionCtx.waitUntil(c.var.sendOutbox(started.opening))
    updateLevel(c, member.id)
  }
  return c.redirect(hub.paths.conversation(started), 303)
})
