import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Contact, Link } from '../site/contract/conversation'
import type { IdeaStatus, TopicKind } from '../site/contract/vocabulary'
import { duration } from '../site/parser/fields'
import { readYaml } from '../site/parser/yaml'
import { CliError } from './cli-error'

/** The sample files, relative to the content folder. */
export const CONVERSATIONS = 'sample/conversations.yaml'
export const TOPICS = 'sample/topics.yaml'
export const MEMBERS = 'sample/members.yaml'

/** The number of reactions per emoji. */
export type Tally = Record<string, number>

/** A comment in the file. */
export interface SampleComment {
  /** Its name within the file. */
  id?: string
  /** The name of a guest; or else `member`, a handle in members.yaml, or `person`, one in people/. */
  by?: string
  email?: string
  website?: string
  member?: string
  person?: string
  /** Its age when loaded, so that the sample always looks recent: `3d4h`. */
  ago: string
  body: string
  reactions?: Tally
  replies?: SampleComment[]
}

/** A member in the file. */
export interface SampleMember {
  handle: string
  name: string
  about?: string
  website?: string
  /** How long ago they joined: `3w`. */
  ago: string
  /** The number of their accepted answers. */
  answers?: number
}

/** A conversation in the file. */
export interface SampleConversation {
  /** The slug of a post. */
  on: string
  reactions?: Tally
  comments?: SampleComment[]
}

/** A topic in the file. */
export interface SampleTopic extends Omit<SampleConversation, 'on'> {
  kind: TopicKind
  title: string
  /** The handle of its author in members.yaml. */
  member: string
  ago: string
  space: string
  tags?: string[]
  body: string
  links?: Link[]
  contacts?: Contact[]
  /** Of an idea: its status, the reason for it, and the handles of its voters. */
  status?: IdeaStatus
  statusReason?: string
  votes?: string[]
  /** Of a question: the `id` of the accepted answer. */
  answer?: string
}

/** A comment with its parent and its time. */
export interface PlacedComment {
  comment: SampleComment
  parent: SampleComment | undefined
  at: Date
}

const readList = <Item>(path: string, file: string, what: string): Item[] => {
  const { data, faults } = readYaml(readFileSync(path, 'utf8'))
  const [fault] = faults
  if (fault) throw new CliError(`${file}:${fault.line}: ${fault.message}`)
  if (Array.isArray(data)) return data
  throw new CliError(`${file} must be a list of ${what}.`)
}

/** Reads the conversations below the content folder. */
export const readSample = (folder: string): SampleConversation[] =>
  readList(
    resolve(folder, CONVERSATIONS),
    CONVERSATIONS,
    'conversations, each `- on: <slug of a post>`',
  )

/** Reads the topics below the content folder; empty if there is no such file. */
export const readSampleTopics = (folder: string): SampleTopic[] => {
  const path = resolve(folder, TOPICS)
  return existsSync(path) ? readList(path, TOPICS, 'topics, each `- kind: <kind>`') : []
}

/** Reads the members below the content folder; empty if there is no such file. */
export const readSampleMembers = (folder: string): SampleMember[] => {
  const path = resolve(folder, MEMBERS)
  return existsSync(path) ? readList(path, MEMBERS, 'members, each `- handle: <handle>`') : []
}

/** The comments of a conversation in the order in which they were written. */
export const inOrder = (
  { comments = [] }: Pick<SampleConversation, 'comments'>,
  now: Date,
): PlacedComment[] => {
  const withReplies = (comment: SampleComment, parent?: PlacedComment): PlacedComment[] => {
    const { ago, replies = [] } = comment
    const placed = { comment, parent: parent?.comment, at: timeBefore(ago, now) }
    if (parent && placed.at < parent.at)
      throw new CliError(`${CONVERSATIONS}: a reply (ago: ${ago}) is older than its parent.`)
    return [placed, ...replies.flatMap((reply) => withReplies(reply, placed))]
  }
  return comments
    .flatMap((comment) => withReplies(comment))
    .toSorted((a, b) => Number(a.at) - Number(b.at))
}

/** `timeBefore('3d4h', now)`: three days and four hours before now. */
export const timeBefore = (ago: string, now: Date) => {
  const parts = /^(?:\d{1,5}[smhdw])+$/.test(ago) ? ago.match(/\d+[smhdw]/g)! : []
  if (parts.length === 0)
    throw new CliError(`${CONVERSATIONS}: \`ago: ${ago}\` must be an age such as 3d4h.`)
  return new Date(parts.reduce((at, part) => at - duration().parse(part), now.getTime()))
}
