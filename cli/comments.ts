import type { Level } from '../site/contract'
import {
  approveComment,
  fadeComment,
  removeComment,
  restoreComment,
} from '../worker/comments/changes'
import { findComment, listHeld } from '../worker/comments/queries'
import type { Comment } from '../worker/comments/table'
import type { Db } from '../worker/env'
import { isId } from '../worker/kit/id'
import { settleLevel } from '../worker/members/standing'
import { Fault } from './fault'
import { visible } from './visible'

/** What a host may do to a comment, and how it is told once it is done. */
const acts: Record<string, { change: typeof approveComment; done: string }> = {
  approve: { change: approveComment, done: 'appears' },
  fade: { change: fadeComment, done: 'has sunk' },
  restore: { change: restoreComment, done: 'has risen again' },
  remove: { change: removeComment, done: 'is gone' },
}

const reasons = {
  unconfirmed: 'a guest whom nobody has confirmed',
  links: 'more links than their level allows',
  all: 'every comment is held here',
  stamp: 'its form was drawn too lately, too long ago, or nobody knows when',
  trap: 'it fills in a field that nobody sees',
  words: 'it has one of the words for which this hub holds a comment',
  repeat: 'the same was said before',
  spam: 'it is like what hosts called spam',
  check: 'a check could not be made',
  reported: 'readers reported it',
  host: 'a host holds it',
  resting: 'a host lets it rest before they send it',
}

/** Rows read at a time. */
const PAGE = 50
/** Lines and characters of a comment that are shown. */
const EXCERPT = { lines: 12, characters: 1200 }

/** Tells what is held, oldest first. */
export const tellHeld = async (db: Db): Promise<void> => {
  let held = await listHeld(db, '', PAGE)
  if (held.length === 0) console.log('No comment is held.')
  while (held.length > 0) {
    for (const comment of held) console.log(told(comment))
    held = held.length < PAGE ? [] : await listHeld(db, held.at(-1)!.id, PAGE)
  }
}

/**
 * Does the same to each of these comments, and tells what came of it.
 *
 * @param readLevels the ladder, asked for only where a member wrote one of them
 */
export const changeComments = async (
  db: Db,
  act: string,
  ids: string[],
  now: Date,
  readLevels: () => Promise<Level[]>,
) => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new Fault(
      `\`comments ${act}\` is nothing I can do; I can ${Object.keys(acts).join(', ')}.`,
    )
  if (ids.length === 0) throw new Fault(`Which? \`npm run hub -- comments ${act} <id> …\``)
  const wrong = ids.filter((id) => !isId(id))
  if (wrong.length > 0)
    throw new Fault(`These are no ids of comments: ${wrong.map(visible).join(', ')}`)
  for (const id of ids) {
    if (await change(db, id, act, chosen, now)) await settle(db, id, now, readLevels)
  }
}

/** A member's level follows what counts for it; what a guest wrote counts for nobody. */
const settle = async (db: Db, id: string, now: Date, readLevels: () => Promise<Level[]>) => {
  const comment = await findComment(db, id)
  if (!comment?.memberId) return
  await settleLevel({ db, hub: { levels: await readLevels() }, now }, comment.memberId)
}

const change = async (
  db: Db,
  id: string,
  act: string,
  { change, done }: (typeof acts)[string],
  now: Date,
) => {
  if (await change(db, id, now)) {
    console.log(`${id} ${done}.`)
    return true
  }
  const comment = await findComment(db, id)
  process.exitCode = 1
  console.error(
    comment
      ? `${id} is ${comment.state}: I can not ${act} it.`
      : `${id} is no comment of this hub.`,
  )
  return false
}

const told = ({ id, conversation, name, website, body, heldFor, writtenAt }: Comment) =>
  visible(`${id}  ${writtenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC
  ${name}${website ? ` <${website}>` : ''} in ${conversation}
  held: ${heldFor ? reasons[heldFor] : 'by a host'}

${excerptOf(body)}
`)

const excerptOf = (body: string) => {
  const lines = body.slice(0, EXCERPT.characters).split('\n').slice(0, EXCERPT.lines)
  const isCut = lines.join('\n').length < body.length
  return [...lines, ...(isCut ? ['…'] : [])].map((line) => `    ${line}`).join('\n')
}
