import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Contact, Link } from '../site/contract/conversation'
import type { IdeaStatus, TopicKind } from '../site/contract/vocabulary'
import { duration } from '../site/parser/fields'
import { readYaml } from '../site/parser/yaml'
import { Fault } from './cli-error'

/** The sample conversations, below the content folder, and the members who start them and speak. */
export const FILE = 'sample/conversations.yaml'
export const TOPICS = 'sample/topics.yaml'
export const MEMBERS = 'sample/members.yaml'

/** How often each emoji was given. */
export type Tally = Record<string, number>

/** A comment as the file tells it. */
export interface Told {
  /** By what the same file speaks of it. */
  id?: string
  /** Somebody outside, with an e-mail; or `member`, a handle in members.yaml; or `person`, one in people/. */
  by?: string
  email?: string
  website?: string
  member?: string
  person?: string
  /** Its age when it is loaded, so that the sample does not rot: `3d4h`. */
  ago: string
  body: string
  reactions?: Tally
  replies?: Told[]
}

/** A member as their file tells it. */
export interface ToldMember {
  handle: string
  name: string
  about?: string
  website?: string
  /** When they came: `3w`. */
  ago: string
  /** Comments of theirs that settled a question. */
  answers?: number
}

/** A conversation as the file tells it. */
export interface Sample {
  /** The slug of a post. */
  on: string
  reactions?: Tally
  comments?: Told[]
}

/** A topic as the file tells it. */
export interface ToldTopic extends Omit<Sample, 'on'> {
  kind: TopicKind
  title: string
  /** The handle in members.yaml of whoever started it. */
  member: string
  ago: string
  space: string
  tags?: string[]
  body: string
  links?: Link[]
  contacts?: Contact[]
  /** Of an idea: what becomes of it, why, and the handles of those who voted for it. */
  status?: IdeaStatus
  statusReason?: string
  votes?: string[]
  /** Of a question: the `id` of the comment that settled it. */
  answer?: string
}

/** A comment with all that its place in the file says of it. */
export interface Placed {
  told: Told
  /** What it answers. */
  above: Told | undefined
  at: Date
}

const readList = <Item>(path: string, file: string, what: string): Item[] => {
  const { data, faults } = readYaml(readFileSync(path, 'utf8'))
  const [fault] = faults
  if (fault) throw new Fault(`${file}:${fault.line}: ${fault.message}`)
  if (Array.isArray(data)) return data
  throw new Fault(`${file} must be a list of ${what}.`)
}

/** Reads the conversations below the content folder. */
export const readSample = (folder: string): Sample[] =>
  readList(resolve(folder, FILE), FILE, 'conversations, each `- on: <slug of a post>`')

/** Reads the topics below the content folder; a sample may do without any. */
export const readSampleTopics = (folder: string): ToldTopic[] => {
  const path = resolve(folder, TOPICS)
  return existsSync(path) ? readList(path, TOPICS, 'topics, each `- kind: <kind>`') : []
}

/** Reads the members below the content folder; a sample may do without any. */
export const readSampleMembers = (folder: string): ToldMember[] => {
  const path = resolve(folder, MEMBERS)
  return existsSync(path) ? readList(path, MEMBERS, 'members, each `- handle: <handle>`') : []
}

/** The comments of a conversation in the order in which they were written. */
export const inOrder = ({ comments = [] }: Pick<Sample, 'comments'>, now: Date): Placed[] => {
  const below = (told: Told, above?: Placed): Placed[] => {
    const placed = { told, above: above?.told, at: momentOf(told.ago, now) }
    if (above && placed.at < above.at)
      throw new Fault(`${FILE}: a reply (ago: ${told.ago}) is older than what it answers.`)
    return [placed, ...(told.replies ?? []).flatMap((reply) => below(reply, placed))]
  }
  return comments.flatMap((told) => below(told)).toSorted((a, b) => Number(a.at) - Number(b.at))
}

/** `momentOf('3d4h', now)`: three days and four hours before now. */
export const momentOf = (ago: string, now: Date) => {
  const parts = /^(?:\d{1,5}[smhdw])+$/.test(ago) ? ago.match(/\d+[smhdw]/g)! : []
  if (parts.length === 0) throw new Fault(`${FILE}: \`ago: ${ago}\` must be an age such as 3d4h.`)
  return new Date(parts.reduce((at, part) => at - duration().parse(part), now.getTime()))
}
