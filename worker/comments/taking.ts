import type { Conversation, Hub } from '../../site/contract'
import type { Db } from '../env'
import { isId, newId } from '../kit/id'
import { levelOf } from '../members/rules'
import { recipientOf } from '../notices/recipient'
import { toEmail, toWebsite } from '../text/addresses'
import { countLinks, renderer, toHtml } from '../text/markdown'
import { clean, cleanLine } from '../text/words'
import { addComment, readBefore, type Said } from './adding'
import { findComment } from './queries'
import { type Fault, holding, refusal, type Words } from './rules'

/** Who writes, when, and where. */
export interface Taking {
  db: Db
  hub: Hub
  now: Date
  /** Keys the hash by which letters to somebody are counted. */
  secret: string
  visitor: string | undefined
  /** The keyed hash of the address it comes from. */
  address: string
  conversation: Conversation
}

/** The comment that stands for somebody's words. */
export interface Taken {
  id: string
  guestId: string
  /** Whether it is a new one, and not the same words sent twice. */
  isNew: boolean
}

/** Judges and saves words that have no fault in themselves; the fault says why they were not taken. */
export const takeComment = async (taking: Taking, words: Words): Promise<Taken | Fault> => {
  const { db, hub, now, secret, visitor, address, conversation } = taking
  const said: Said = {
    conversation: conversation.id,
    parentId: isId(words.parent) ? words.parent : null,
    body: clean(words.body),
    writtenAt: now,
  }
  const email = toEmail(words.email) ?? ''
  const writer = { visitor, address, email, recipient: await recipientOf(secret, email) }
  const { parent, known, twin } = await readBefore(db, writer, said)
  if (twin) return { id: twin.id, guestId: twin.guestId!, isNew: false }

  const level = levelOf(hub.levels, known, writer.email)
  const isKnown = known?.email === writer.email
  const confirmedAt = isKnown ? known.confirmedAt : null
  const refused = refusal(conversation, level, words, parent)
  if (refused) return refused

  const html = toHtml(said.body)
  const id = newId(now)
  const signed = { name: cleanLine(words.name), website: toWebsite(words.website) ?? null }
  const guest = {
    ...signed,
    id: visitor ?? newId(now),
    email: writer.email,
    remember: words.remember,
    confirmedAt,
    createdAt: now,
  }
  const heldFor = holding(hub.comments, level, countLinks(html), confirmedAt !== null)
  const comment = { ...said, ...signed, id, html, renderer, heldFor, address, guest }
  const standing = await addComment(db, comment, writer, level.may.perHour)
  if (standing) return { id: standing.id, guestId: standing.guestId!, isNew: standing.id === id }
  const still = said.parentId ? await findComment(db, said.parentId) : undefined
  return refusal(conversation, level, words, still) ?? { field: 'form', reason: 'too-many' }
}
