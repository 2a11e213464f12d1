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
import { purgeConversation } from '../../http/purge'
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

/** `/start/`: members start a topic. */
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

interface FormState extends TopicDraft {
  member: SignedIn | undefined
  /** Whether the form was sent. */
  isSent?: boolean
}

/** Similar conversations; none while the database is unavailable. */
const findSimilarTo = async (c: Context<App>, title: string): Promise<Similar[]> => {
  const { db, hub } = c.var
  const finding = findViewer(c).then((viewer) => findSimilar(db, hub, viewer, cleanLine(title)))
  return withDeadline('read', finding).catch(orElse<Similar[]>(c, []))
}

/** Similar conversations stay beside a sent title, unless a fault says that the hub is overloaded. */
const similarFor = async (c: Context<App>, state: FormState): Promise<TopicDraft['similar']> => {
  const { similar, isSent, input, faults } = state
  const title = cleanLine(input.title)
  if (similar || !title || !isSent) return similar
  const isOverloaded = faults.some((fault) => statusOf(fault) !== 422)
  const found = isOverloaded ? [] : await findSimilarTo(c, title)
  return found.length > 0 || input.seen === title ? { found, isStep: false } : undefined
}

/** The form, with tags and similar conversations if the database answers. */
const showForm = async (c: Context<App>, state: FormState) => {
  const { member, isSent, ...draft } = state
  const { db, hub, now } = c.var
  const viewer = viewerOf(hub, member, undefined, now)
  const [tags, stamp, similar] = await Promise.all([
    withDeadline('read', listUsedTags(db, hub, viewer)).catch(orElse<string[]>(c, [])),
    renewTimestamp(c.env.HUB_SECRET!, START_FORM, isSent ? draft.input.drawn : undefined, now),
    similarFor(c, state),
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
        // Signed out meanwhile, the author still sees the space that they chose.
        spaces={
          member ? spacesFor(c, member) : hub.spaces.filter(({ id }) => id === draft.input.space)
        }
        tags={tags}
        drawn={stamp}
      />
    ),
  })
}

/** Why the member may not start topics, and a link to what they can do about it. */
const showRefusal = (c: Context<App>, member: SignedIn) => {
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

/** The input from the query of the address. */
const inputIn = (query: Record<string, string>, { spaces }: Pick<Hub, 'spaces'>): TopicInput => {
  const { kind = '', space = spaces[0]!.id, title = '', tags = '' } = query
  return { ...resourceForm.blank, kind, space, title, tags }
}

startRoutes.get('/', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const member = await withDeadline('read', c.var.member())
  if (!member) return redirectToSignIn(c)
  if (spacesFor(c, member).length === 0) return showRefusal(c, member)
  return showForm(c, { member, input: inputIn(c.req.query(), c.var.hub), faults: [] })
})

/** For the script that shows similar conversations while a title is typed; also a page. */
startRoutes.get('/similar/', async (c) => {
  const title = c.req.query('title') ?? ''
  const found = await findSimilarTo(c, title)
  return showPage(c, {
    title: 'Conversations like this one',
    children: <SimilarList hub={c.var.hub} title={title} found={found} />,
  })
})

/** A preview has no address of its own: a reload or a bookmark leads to an empty form. */
startRoutes.get('/preview', (c) => c.redirect(c.var.hub.paths.start(), 307))

/** The faults of a draft, including missing permissions if the database answers. */
const findFaults = async (c: Context<App>, member: SignedIn | undefined, input: TopicInput) => {
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
    findFaults(c, member, input),
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

/** Starts the topic; or finds similar conversations, once for each title. */
const submit = async (
  c: Context<App>,
  member: SignedIn,
  input: TopicInput,
  content: TopicContent,
): Promise<Outcome> => {
  const { db, hub, now } = c.var
  const duplicate = await findSameTopic({ db, now, member }, content)
  if (duplicate) return { started: duplicate }
  const found = input.seen === content.title ? [] : await findSimilarTo(c, content.title)
  if (found.length > 0) return { found }
  const address = await c.var.addressHash()
  const secret = c.env.HUB_SECRET!
  const form = { drawn: input.drawn, [HONEYPOT]: input[HONEYPOT] !== '' }
  const request = { db, hub, now, secret, member, address, form }
  const done = await startTopic(request, content)
  return 'reason' in done ? { faults: [done] } : { started: done }
}

/** The form without JavaScript posts here too. Success redirects, so a reload never posts twice. */
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
  const outcome = await withDeadline('write', submit(c, member, input, values)).catch(notSaved(c))
  if ('faults' in outcome) return refuse(...outcome.faults)
  if ('found' in outcome) {
    const similar = { found: outcome.found, isStep: true }
    return showForm(c, { member, isSent: true, input, faults: [], similar })
  }
  const { started } = outcome
  if (started.isNew) {
    const { kind, space, tags } = values
    c.executionCtx.waitUntil(purgeConversation(c.var, { ...started, kind, space, tags }, member))
    c.executionCtx.waitUntil(c.var.sendOutbox(started.opening))
    updateLevel(c, member.id)
  }
  return c.redirect(hub.paths.conversation(started), 303)
})
