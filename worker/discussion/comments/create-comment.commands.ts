import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { type Answer, limitsOf, type Viewer } from '../../../site/contract/permissions'
import { isPublicConversation, mayIn } from '../../accounts/access/rules'
import { sanctionOf } from '../../accounts/members/ban.rules'
import { isHost, viewerOf } from '../../accounts/members/rules'
import type { Guest } from '../../accounts/members/table'
import type { SignedIn } from '../../accounts/sign-in/queries'
import type { Db } from '../../env'
import type { TurnstileResult } from '../../http/turnstile'
import { hmac } from '../../lib/hmac'
import { isId, newId } from '../../lib/id'
import { countLinks, renderer } from '../../markdown/markdown'
import { hashRecipient } from '../../notifications/recipient.token'
import { judge, inspect } from '../spam/judge.queries'
import { type Inspection, notSuspected } from '../spam/rules'
import { type BeforeInsert, readBeforeInsert } from './before-insert.queries'
import { findDelay } from './delay.queries'
import type { CommentValues } from './form'
import { type Assessment, insertComment, type UnplacedComment } from './insert-comment.commands'
import { renderWithMentions } from './mention.commands'
import { type CommentRefusal, holdReason, holdReasonIfBanned, refusalToComment } from './rules'
import { guestSignature, memberSignature, websiteOf } from './signature.rules'
import type { Comment } from './table'
import { assessTone } from './tone.rules'
import type { CommentContent, Writer } from './write-guards.queries'

/** A request to comment: by whom, when and where. */
export interface CommentRequest {
  db: Db
  hub: Hub
  now: Date
  /** Keys the hash by which emails to an address are counted. */
  secret: string
  /** The signed-in member; the comment is theirs, even where the browser has a guest's cookie. */
  member: SignedIn | undefined
  visitor: string | undefined
  /** The keyed hash of the network address of the request. */
  address: string
  conversation: Conversation
  /** Verifies Turnstile, where the hub asks for that. */
  isPerson: () => Promise<TurnstileResult>
}

/** The saved comment. */
export interface CreatedComment {
  id: string
  /** The guest who wrote it; `null` for a member's. */
  guestId: string | null
  /** Why it is held, if it is. */
  heldFor: Comment['heldFor']
  /** False when the same text was sent twice. */
  isNew: boolean
}

/** A comment on its way into the database. */
interface Draft {
  request: CommentRequest
  values: CommentValues
  content: CommentContent
  writer: Writer
  look: Inspection
}

/** A draft with what the database knows about it. */
interface CheckedDraft extends Draft {
  before: BeforeInsert
  viewer: Viewer
  /** The guest of the cookie, while they use the same email address. */
  guest: Guest | undefined
  /** Whether the viewer can comment in the conversation's space. */
  permission: Answer
}

interface JudgedDraft extends CheckedDraft {
  comment: UnplacedComment
}

const writerOf = async (request: CommentRequest, values: CommentValues): Promise<Writer> => {
  const { secret, member, visitor, address } = request
  if (member) return { member: member.id, visitor, address, email: '', recipient: '' }
  const email = values.email ?? ''
  return { visitor, address, email, recipient: await hashRecipient(secret, email) }
}

/** Names a form that was sent, by its timestamp, its text and its writer. */
const formKeyOf = async (
  { secret, conversation: { id } }: CommentRequest,
  { drawn, parent, body, name }: CommentValues,
  { member, email }: Writer,
): Promise<string> => {
  const sent = [drawn, id, parent, member ?? [email, name], body]
  // 132 bits.
  return (await hmac(secret, `form ${JSON.stringify(sent)}`)).slice(0, 22)
}

const parse = async (request: CommentRequest, values: CommentValues): Promise<Draft> => {
  const content = {
    conversation: request.conversation.id,
    parentId: isId(values.parent) ? values.parent : null,
    body: values.body,
    writtenAt: request.now,
  }
  const writer = await writerOf(request, values)
  const website = websiteOf(request.member, values)
  const look = await inspect({ ...request, ...content, website, form: values })
  // A timestamp that is missing or forged names no form.
  const formKey = look.timestamp === 'old' ? null : await formKeyOf(request, values, writer)
  return { request, values, content: { ...content, formKey }, writer, look }
}

const readBefore = ({ request, writer, content, look }: Draft): Promise<BeforeInsert> =>
  readBeforeInsert(request.db, writer, content, look)

const check = async (draft: Draft): Promise<CheckedDraft> => {
  const { hub, member, now, conversation } = draft.request
  const before = await readBefore(draft)
  const guest = before.guest?.email === draft.writer.email ? before.guest : undefined
  const viewer = viewerOf(hub, member, guest, now)
  const permission = mayIn(hub, viewer, 'comment', conversation)
  const writer = { ...draft.writer, isHost: isHost(viewer) }
  return { ...draft, writer, before, guest, viewer, permission }
}

/** Why the comment is refused, as the database was `before`. */
const refusalOf = (
  { request, values, writer, permission }: CheckedDraft,
  before: BeforeInsert,
): CommentRefusal | undefined =>
  refusalToComment(request.conversation, permission, values, before.parent, {
    isLocked: before.isLocked && !writer.isHost,
    who: { member: writer.member, guest: writer.visitor },
  })

const isOverLimit = ({ writer, viewer, guest, before: { recent } }: CheckedDraft): boolean =>
  (writer.member || guest?.confirmedAt ? recent.own : recent.all) >= limitsOf(viewer).perHour

/** The spam, tone and hold checks. */
const assess = async (
  { request, content, viewer, guest, permission, before, look }: CheckedDraft,
  proof: TurnstileResult,
  html: string,
): Promise<Assessment> => {
  const { hub, now, member } = request
  const isConfirmed = Boolean(member ?? guest?.confirmedAt)
  const { suspected, ...signs } = isHost(viewer) ? notSuspected : judge(look, before.found, proof)
  const links = countLinks(html)
  const reason = holdReason(hub.comments, { viewer, permission, links, isConfirmed, suspected })
  const isBanned = sanctionOf(before.addressee, now) !== undefined
  const restsUntil = await findDelay(request, viewer, before.parent)
  const heldFor = holdReasonIfBanned(reason, { isConfirmed, isBanned }) ?? (restsUntil && 'resting')
  return { ...signs, ...assessTone(content.body, hub, isHost(viewer)), heldFor, restsUntil }
}

/** The guest under the name they now give; confirmed while the email address is the confirmed one. */
const guestOf = ({ request, writer, values, guest }: CheckedDraft): Guest => ({
  id: writer.visitor ?? newId(request.now),
  name: values.name!,
  website: values.website ?? null,
  email: writer.email,
  remember: values.remember!,
  confirmedAt: guest?.confirmedAt ?? null,
  createdAt: request.now,
})

const judgeDraft = async (draft: CheckedDraft, proof: TurnstileResult): Promise<JudgedDraft> => {
  const { request, values, content, viewer } = draft
  const { db, hub, now, member, address, conversation } = request
  const { followedLinks: followed } = limitsOf(viewer)
  const { html, mentioned } = await renderWithMentions(db, hub, content.body, { followed })
  const comment = {
    ...content,
    ...(member ? memberSignature(hub, member, viewer) : guestSignature(values)),
    ...(await assess(draft, proof, html)),
    id: newId(now),
    html,
    renderer,
    address,
    mentioned,
    guest: member ? undefined : guestOf(draft),
    isFollowing: values.follow === true && isPublicConversation(hub, conversation),
  }
  return { ...draft, comment }
}

/** Why the insert failed: something changed since `check` has read. */
const refusalAfterChange = async (draft: JudgedDraft): Promise<CommentRefusal> => {
  const before = await readBefore(draft)
  // Sent again, the comment goes to the conversation that this one was merged into.
  if (before.isMerged) return { field: 'form', reason: 'not-saved' }
  return refusalOf(draft, before) ?? { field: 'form', reason: 'too-many' }
}

const insert = async (draft: JudgedDraft): Promise<CreatedComment | CommentRefusal> => {
  const { request, comment, writer, viewer } = draft
  const saved = await insertComment(request.db, comment, writer, limitsOf(viewer).perHour)
  return saved ? { ...saved, isNew: saved.id === comment.id } : refusalAfterChange(draft)
}

/** Turns the valid fields of a form into a saved comment, or gives the reason why it is refused. */
export const createComment = async (
  request: CommentRequest,
  values: CommentValues,
): Promise<CreatedComment | CommentRefusal> => {
  const draft = await check(await parse(request, values))
  const { duplicate } = draft.before
  if (duplicate) return { ...duplicate, isNew: false }
  const refused = refusalOf(draft, draft.before)
  if (refused) return refused
  // Before the expensive checks; the insert asks again.
  if (isOverLimit(draft)) return { field: 'form', reason: 'too-many' }
  // Verify Turnstile last: a token can be redeemed once.
  const proof = await request.isPerson()
  if (proof === 'missing' || proof === 'refused') return { field: 'form', reason: `proof-${proof}` }
  return insert(await judgeDraft(draft, proof))
}
