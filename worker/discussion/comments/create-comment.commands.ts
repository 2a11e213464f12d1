import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { type Viewer, limitsOf } from '../../../site/contract/permissions'
import type { Db } from '../../env'
import { isId, newId } from '../../lib/id'
import { shutOf } from '../../accounts/members/ban.rules'
import { viewerOf, isHost } from '../../accounts/members/rules'
import type { Guest } from '../../accounts/members/table'
import { recipientOf } from '../../notifications/recipient.token'
import { findDelay } from './delay.queries'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { judge, lookAt } from '../spam/judge.queries'
import { unjudged } from '../spam/rules'
import type { Proof } from '../../http/turnstile'
import { mayIn } from '../../accounts/access/rules'
import { toWebsite } from '../../lib/email-and-url'
import { countLinks, renderer } from '../../markdown/markdown'
import {
  addComment,
  readBefore,
  type Said,
  type Signed,
  type Writer,
} from './insert-comment.commands'
import type { CommentValues } from './form'
import { drawNaming } from './mention.commands'
import { holding, holdingShut, refusal, type CommentRefusal } from './rules'
import { soundOf } from './tone.rules'
import type { Comment } from './table'

/** Who writes, when, and where. */
export interface Taking {
  db: Db
  hub: Hub
  now: Date
  /** Keys the hash by which letters to somebody are counted. */
  secret: string
  /** Whoever is signed in; they write as that, whatever else the browser holds. */
  member: SignedIn | undefined
  visitor: string | undefined
  /** The keyed hash of the address it comes from. */
  address: string
  conversation: Conversation
  /** Whether they proved to be a person, where the hub asks for that. */
  isPerson: () => Promise<Proof>
}

/** The comment that stands for somebody's words. */
export interface Taken {
  id: string
  /** The guest who said it; none, when a member did. */
  guestId: string | null
  /** Why it is held, if it is. */
  heldFor: Comment['heldFor']
  /** Whether it is a new one, and not the same words sent twice. */
  isNew: boolean
}

const writerOf = async (taking: Taking, values: CommentValues): Promise<Writer> => {
  const { secret, member, visitor, address } = taking
  if (member) return { member: member.id, visitor, address, email: '', recipient: '' }
  const email = values.email ?? ''
  return { visitor, address, email, recipient: await recipientOf(secret, email) }
}

/** How a member signs: by their profile, or their file in `content/people/`, and by nothing that a form says. */
export const byMember = ({ people }: Hub, member: SignedIn, viewer: Viewer): Signed => {
  const person = isHost(viewer) ? member.person : null
  const filed = person !== null && Object.hasOwn(people, person) ? people[person] : undefined
  return {
    memberId: member.id,
    name: filed?.name ?? member.name,
    website: toWebsite(member.website ?? '') ?? null,
    handle: member.handle,
    level: viewer.level.id,
    asHost: isHost(viewer),
    person,
  }
}

const byGuest = (values: CommentValues): Signed => ({
  name: values.name!,
  website: values.website ?? null,
})

/** The website that stands beside their name. */
const websiteOf = ({ member }: Taking, values: CommentValues): string | null =>
  (member ? toWebsite(member.website ?? '') : values.website) ?? null

/** The guest as they now give their name: confirmed, while that is the address they confirmed. */
const guestOf = (
  { now, visitor }: Taking,
  { email }: Writer,
  values: CommentValues,
  known: Guest | undefined,
): Guest => ({
  id: visitor ?? newId(now),
  name: values.name!,
  website: values.website ?? null,
  email,
  remember: values.remember!,
  confirmedAt: known?.confirmedAt ?? null,
  createdAt: now,
})

/** Judges and saves words that have no fault in themselves; the fault says why they were not taken. */
export const takeComment = async (
  taking: Taking,
  values: CommentValues,
): Promise<Taken | CommentRefusal> => {
  const { db, hub, now, member, address, conversation } = taking
  const said: Said = {
    conversation: conversation.id,
    parentId: isId(values.parent) ? values.parent : null,
    body: values.body,
    writtenAt: now,
  }
  const writer = await writerOf(taking, values)
  const look = await lookAt({
    ...taking,
    ...said,
    website: websiteOf(taking, values),
    form: values,
  })
  const before = await readBefore(db, writer, said, look)
  const { parent, guest, twin, addressee, isLocked, found } = before
  if (twin) return { ...twin, isNew: false }

  const known = guest?.email === writer.email ? guest : undefined
  const viewer = viewerOf(hub, member, known, now)
  const answer = mayIn(hub, viewer, 'comment', conversation)
  writer.isHost = isHost(viewer)
  const around = {
    isLocked: isLocked && !writer.isHost,
    who: { member: writer.member, guest: writer.visitor },
  }
  const refused = refusal(conversation, answer, values, parent, around)
  if (refused) return refused
  // Asked once it is sure that it counts: what was proven is good for one time.
  const proof = await taking.isPerson()
  if (proof === 'missing' || proof === 'refused') return { field: 'form', reason: `proof-${proof}` }

  const { perHour, followedLinks } = limitsOf(viewer)
  const { html, mentioned } = await drawNaming(db, hub, said.body, { followed: followedLinks })
  const isConfirmed = Boolean(member ?? known?.confirmedAt)
  const links = countLinks(html)
  const { suspected, ...signs } = isHost(viewer) ? unjudged : judge(look, found, proof)
  const judged = holding(hub.comments, { viewer, answer, links, isConfirmed, suspected })
  const isShut = shutOf(addressee, now) !== undefined
  const restsUntil = await findDelay(taking, viewer, parent)
  const heldFor = holdingShut(judged, { isConfirmed, isShut }) ?? (restsUntil && 'resting')
  const id = newId(now)
  const signed = member ? byMember(hub, member, viewer) : byGuest(values)
  const sound = soundOf(said.body, hub, isHost(viewer))
  const judgement = { ...signs, ...sound, heldFor, restsUntil }
  const comment = { ...said, ...signed, ...judgement, id, html, renderer, address, mentioned }
  const by = member ? undefined : guestOf(taking, writer, values, known)
  const standing = await addComment(db, { ...comment, guest: by }, writer, perHour)
  if (standing) return { ...standing, isNew: standing.id === id }
  // Something changed since it was read.
  const still = await readBefore(db, writer, said, look)
  const since = { ...around, isLocked: still.isLocked && !writer.isHost }
  // Sent again it goes where all of this went.
  if (still.isMerged) return { field: 'form', reason: 'not-saved' }
  return (
    refusal(conversation, answer, values, still.parent, since) ?? {
      field: 'form',
      reason: 'too-many',
    }
  )
}
