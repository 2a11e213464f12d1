import type { HubFile } from '../site/contract/hub'
import { findComment, listHeld } from '../worker/discussion/comments/queries'
import type { Comment } from '../worker/discussion/comments/table'
import {
  type ModerationAction,
  applyAction,
  type ActionRefusal,
} from '../worker/discussion/decisions/actions.commands'
import { COMMAND_LINE } from '../worker/audit/commands'
import type { Db } from '../worker/env'
import { isId } from '../worker/lib/id'
import { syncLevel } from '../worker/discussion/comments/level-sync.commands'
import { Fault } from './cli-error'
import { visible } from './escape-control'

/** What a host may do to a comment, and how it is told once it is done. */
const acts: Record<string, { act: ModerationAction; done: string }> = {
  approve: { act: 'approval', done: 'appears' },
  fade: { act: 'fading', done: 'has sunk' },
  restore: { act: 'restoration', done: 'is back where it was' },
  remove: { act: 'removal', done: 'is removed' },
}

/** What the hub's settings say that a decision depends on. */
export type Rules = Pick<HubFile, 'desk' | 'levels'>

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

interface Asked {
  act: string
  ids: string[]
  /** The rule of the house by which they are removed. */
  rule?: string | undefined
  reason?: string | undefined
}

const check = ({ act, ids, rule }: Asked, { desk }: Rules): (typeof acts)[string] => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new Fault(
      `\`comments ${act}\` is no command. There are: comments, ${Object.keys(acts)
        .map((one) => `comments ${one}`)
        .join(', ')}.`,
    )
  if (ids.length === 0) throw new Fault(`Which? \`npm run hub -- comments ${act} <id> …\``)
  const wrong = ids.filter((id) => !isId(id))
  if (wrong.length > 0) throw new Fault(`Not the id of a comment: ${wrong.map(visible).join(', ')}`)
  if (act === 'remove' && !desk.rules.some(({ id }) => id === rule)) {
    const rules = desk.rules.map(({ id, name }) => `  --rule ${id}  ${name}`)
    throw new Fault(`By which rule of the house?\n\n${rules.join('\n')}`)
  }
  return chosen
}

/** Does the same to each of these comments, on record, and tells what came of it. */
export const changeComments = async (db: Db, asked: Asked, now: Date, rules: Rules) => {
  const { act, done } = check(asked, rules)
  const { rule, reason } = asked
  const hub = { ...rules, conversations: {} }
  for (const id of asked.ids) {
    const deciding = { db, by: COMMAND_LINE, now }
    const outcome = await applyAction(deciding, hub, { act, id, rule, reason })
    if (outcome.refused) {
      process.exitCode = 1
      const comment = await findComment(db, id)
      console.error(`${id} ${whyNot(outcome.refused, comment, asked.act)}`)
    } else {
      console.log(`${id} ${done}.`)
      // A member's level follows what counts for it; what a guest wrote counts for nobody.
      const { memberId } = outcome.target?.comment ?? {}
      if (memberId) await syncLevel({ db, hub, now }, memberId)
    }
  }
}

const whyNot = (refused: ActionRefusal, comment: Comment | undefined, act: string): string => {
  if (!comment) return 'is not a comment of this hub.'
  if (refused === 'resting') return 'is a host’s own, and rests: they send it themselves.'
  if (refused === 'reason-too-long') return 'stays as it is: the reason is too long.'
  return `is ${comment.state}: you can not ${act} it.`
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
