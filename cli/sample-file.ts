import { readFileSync } from 'node:fs'
import { duration } from '../site/reading/fields'
import { readYaml } from '../site/reading/yaml'
import { Fault } from './fault'

/** The sample conversations, below the content folder. */
export const FILE = 'sample/conversations.yaml'

/** How often each emoji was given. */
export type Tally = Record<string, number>

/** A comment as the file tells it. */
export interface Told {
  /** Somebody outside, with an e-mail; or `person`, a handle in people/. */
  by?: string
  email?: string
  website?: string
  person?: string
  /** Its age when it is loaded, so that the sample does not rot: `3d4h`. */
  ago: string
  body: string
  reactions?: Tally
  replies?: Told[]
}

/** A conversation as the file tells it. */
export interface Sample {
  /** The slug of a post. */
  on: string
  reactions?: Tally
  comments?: Told[]
}

/** A comment with all that its place in the file says of it. */
export interface Placed {
  told: Told
  /** What it answers. */
  above: Told | undefined
  at: Date
}

/** Reads the file at `path`. */
export const readSample = (path: string): Sample[] => {
  const { data, faults } = readYaml(readFileSync(path, 'utf8'))
  const [fault] = faults
  if (fault) throw new Fault(`${FILE}:${fault.line}: ${fault.message}`)
  if (Array.isArray(data)) return data
  throw new Fault(`${FILE} must be a list of conversations, each \`- on: <slug of a post>\`.`)
}

/** The comments of a conversation in the order in which they were written. */
export const inOrder = ({ comments = [] }: Sample, now: Date): Placed[] => {
  const below = (told: Told, above?: Placed): Placed[] => {
    const placed = { told, above: above?.told, at: momentOf(told.ago, now) }
    if (above && placed.at < above.at)
      throw new Fault(`${FILE}: a reply (ago: ${told.ago}) is older than what it answers.`)
    return [placed, ...(told.replies ?? []).flatMap((reply) => below(reply, placed))]
  }
  return comments.flatMap((told) => below(told)).toSorted((a, b) => Number(a.at) - Number(b.at))
}

/** `momentOf('3d4h', now)`: three days and four hours before now. */
const momentOf = (ago: string, now: Date) => {
  const parts = /^(?:\d{1,5}[smhdw])+$/.test(ago) ? ago.match(/\d+[smhdw]/g)! : []
  if (parts.length === 0) throw new Fault(`${FILE}: \`ago: ${ago}\` must be an age such as 3d4h.`)
  return new Date(parts.reduce((at, part) => at - duration().parse(part), now.getTime()))
}
