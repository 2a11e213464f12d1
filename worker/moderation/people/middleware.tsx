import type { Context } from 'hono'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isHost } from '../../accounts/members/rules'
import { purgePerson } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import type { SignedIn } from '../../accounts/sign-in/queries'
import type { DecisionContext } from '../../audit/commands'
import { conversationIdsIn } from '../audit-log/entry.view'
import type { DecisionFault, DecisionInput } from './form'
import type { DecisionAttempt } from './form.view'
import { MemberPage, DECISIONS_SHOWN } from './member.view'
import { type MemberDetails, listLinkedMembers, findMemberDetails } from './queries'

/** The member in the path; `undefined` if there is none. */
export const memberDetailsIn = async (c: Context<App>): Promise<MemberDetails | undefined> => {
  const id = c.req.param('id') ?? ''
  return isId(id)
    ? withDeadline('read', findMemberDetails(c.var.db, id, DECISIONS_SHOWN))
    : undefined
}

/** The ids of the linked members, by handle in `content/people/`. */
export const listTakenProfiles = async (c: Context<App>) =>
  new Map((await listLinkedMembers(c.var.db)).map(({ person, id }) => [person!, id]))

/** The page about a member; 422 with a refused attempt. */
export const showMember = async (
  c: Context<App>,
  about: MemberDetails,
  attempt?: DecisionAttempt,
) => {
  const { now } = c.var
  const named = about.decided.flatMap(({ entry }) => conversationIdsIn(entry))
  const [host, taken, hub] = await withDeadline(
    'read',
    Promise.all([memberIn(c), listTakenProfiles(c), withTopics(c.var.db, c.var.hub, named)]),
  )
  return showPage(c, {
    title: `${about.member.name} · Desk`,
    status: attempt ? 422 : 200,
    children: (
      <MemberPage hub={hub} now={now} host={host} about={about} taken={taken} attempt={attempt} />
    ),
  })
}

/** What a decision about a member is made from. */
export interface MemberDecision<Input> {
  c: Context<App>
  host: SignedIn
  about: MemberDetails
  input: Input
  deciding: DecisionContext
}

/**
 * The faults of a refused decision; `same` if there is nothing to change; else whether it was
 * applied. It is not if something has changed since it was read.
 */
export type DecisionResult = readonly DecisionFault[] | 'same' | boolean

/** Applies a form about a member, and redirects to their page; 404 if the host may not send it. */
export const answerDecision = async <Input extends DecisionInput>(
  c: Context<App>,
  form: { read: (body: ArrayBuffer) => Input },
  decide: (decision: MemberDecision<Input>) => Promise<DecisionResult | 'missing'>,
) => {
  const { db, now } = c.var
  const [host, about, body] = await Promise.all([
    memberIn(c),
    memberDetailsIn(c),
    c.req.arrayBuffer(),
  ])
  if (!about) return showMissing(c)
  const deciding = { db, now, by: host.id }
  const input = form.read(body)
  const outcome = await withDeadline('write', decide({ c, host, about, input, deciding }))
  if (outcome === 'missing') return showMissing(c)
  if (outcome === true || outcome === 'same') {
    // Their public page shows the decision: a level, a role, or no links any more.
    c.executionCtx.waitUntil(purgePerson(c.var, about.member))
    return c.redirect(c.var.hub.paths.deskMember(about.member.id), 303)
  }
  return outcome ? refuse(c, input, outcome) : showChanged(c, input, host)
}

const refuse = async (c: Context<App>, input: DecisionInput, faults: readonly DecisionFault[]) => {
  const about = await memberDetailsIn(c)
  if (!about) return showMissing(c)
  return showMember(c, about, { action: new URL(c.req.url).pathname, input, faults })
}

/** Something has changed since it was read; 404 if the viewer has lost their role. */
const showChanged = async (c: Context<App>, input: DecisionInput, host: SignedIn) => {
  const current = await withDeadline('read', findMemberDetails(c.var.db, host.id, 0))
  if (!isHost(current?.member) || current?.member.role !== host.role) return showMissing(c)
  return refuse(c, input, [{ field: 'form', reason: 'changed' }])
}
