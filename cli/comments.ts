import type { HubFile } from '../site/contract/hub'
import { findComment, listHeldComments } from '../worker/discussion/comments/queries'
import type { Comment } from '../worker/discussion/comments/table'
import {
  type ModerationAction,
  applyAction,
  type ActionRefusal,
} from '../worker/discussion/decisions/actions.commands'
import { COMMAND_LINE } from '../worker/audit/rules'
import type { Db } from '../worker/env'
import { isId } from '../worker/lib/id'
import { CliError } from './cli-error'
import { escapeControl } from './escape-control'
import { syncLevel } from '../worker/discussion/comments/level-sync.commands'

/** The commands for a comment: its moderation action, and the output afterwards. */
const acts: Record<string, { act: ModerationAction; done: string }> = {
  approve: { act: 'approval', done: 'is published' },
  fade: { act: 'fading', done: 'is faded' },
  restore: { act: 'restoration', done: 'is restored' },
  remove: { act: 'removal', done: 'is removed' },
}

/** The settings that a decision depends on. */
export type Rules = Pick<HubFile, 'desk' | 'levels'>

const reasons = {
  unconfirmed: 'a guest who has not confirmed their email address',
  links: 'more links than their level allows',
  all: 'every comment is held here',
  stamp: 'the form was sent too soon, too late, or without a valid timestamp',
  trap: 'the honeypot field is filled in',
  words: 'it has one of the words in held-words.txt',
  repeat: 'it repeats an earlier comment',
  spam: 'it resembles comments that hosts marked as spam',
  check: 'a check could not run',
  reported: 'readers reported it',
  host: 'a host put it on hold',
  resting: 'a delayed reply that its host has not sent yet',
}

/** Rows read at a time. */
const PAGE = 50
/** Lines and characters of a comment that are shown. */
const EXCERPT = { lines: 12, characters: 1200 }

/** Prints the held comments, oldest first. */
export const printHeld = async (db: Db): Promise<void> => {
  let held = await listHeldComments(db, '', PAGE)
  if (held.length === 0) console.log('No comment is held.')
  while (held.length > 0) {
    for (const comment of held) console.log(describeComment(comment))
    held = held.length < PAGE ? [] : await listHeldComments(db, held.at(-1)!.id, PAGE)
  }
}

interface CommentCommand {
  act: string
  ids: string[]
  /** The id of the house rule that they break. */
  rule?: string | undefined
  reason?: string | undefined
}

const check = ({ act, ids, rule }: CommentCommand, { desk }: Rules): (typeof acts)[string] => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new CliError(
      `\`comments ${act}\` is not a command. Expected one of: comments, ${Object.keys(acts)
        .map((one) => `comments ${one}`)
        .join(', ')}.`,
    )
  if (ids.length === 0)
    throw new CliError(`No comment is given. Expected: \`npm run hub -- comments ${act} <id> …\``)
  const wrong = ids.filter((id) => !isId(id))
  if (wrong.length > 0)
    throw new CliError(`Not a comment id: ${wrong.map(escapeControl).join(', ')}`)
  if (act === 'remove' && !desk.rules.some(({ id }) => id === rule)) {
    const rules = desk.rules.map(({ id, name }) => `  --rule ${id}  ${name}`)
    throw new CliError(
      `A removal needs the house rule that the comment breaks. Add one of:\n\n${rules.join('\n')}`,
    )
  }
  return chosen
}

/** Applies one action to each of these comments, with a row in the audit log, and prints the results. */
export const changeComments = async (db: Db, asked: CommentCommand, now: Date, rules: Rules) => {
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
      // The level of a member depends on their published comments; a guest has none.
      const { memberId } = outcome.target?.comment ?? {}
      if (memberId) await syncLevel({ db, hub, now }, memberId)
    }
  }
}

const whyNot = (refused: ActionRefusal, comment: Comment | undefined, act: string): string => {
  if (!comment) return 'is not a comment of this hub.'
  if (refused === 'resting') return 'is a delayed reply of a host: only its author can send it.'
  if (refused === 'reason-too-long') return 'is unchanged: the reason is too long.'
  return `is ${comment.state}: you cannot ${act} it.`
}

const describeComment = ({ id, conversation, name, website, body, heldFor, writtenAt }: Comment) =>
  escapeControl(`${id}  ${writtenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC
  ${name}${website ? ` <${website}>` : ''} in ${conversation}
  held: ${heldFor ? reasons[heldFor] : 'by a host'}

${excerptOf(body)}
`)

const excerptOf = (body: string) => {
  const lines = body.slice(0, EXCERPT.characters).split('\n').slice(0, EXCERPT.lines)
  const isCut = lines.join('\n').length < body.length
  return [...lines, ...(isCut ? ['…'] : [])].map((line) => `    ${line}`).join('\n')
}
