import { relative } from 'node:path'
import type { NetworkSettings } from '../../site/networks/schema'
import type { Db } from '../../worker/env'
import {
  reserveAnnouncement,
  storeAnnouncementUrl,
  releaseAnnouncement,
} from '../../worker/promotion/networks/commands'
import type { Announcement } from '../../worker/promotion/networks/table'
import { withoutParameters } from '../../worker/lib/log-failure'
import { CliError } from '../cli-error'
import { writeElsewhere } from './write-elsewhere'
import { type Account, type NetworkSession, type Message, type Network, Refused } from './network'
import type { AnnouncedPost } from './announced-post'

/** A message to one network, and its earlier announcement. */
export interface SendOptions {
  db: Db
  network: Network
  /** The network's entry in `networks.yaml`. */
  own: NetworkSettings
  account: Account
  piece: AnnouncedPost
  message: Message
  /** The row of an earlier announcement. */
  former?: Announcement | undefined
  /** Whether to announce it again. */
  isAgain: boolean
  clock: () => Date
}

/** How long another process may take to announce, in milliseconds. */
const CLAIM_TIME = 2 * 60_000

/** Sends a message unless it was published already, and stores its address in the database and the post. */
export const send = async (sending: SendOptions): Promise<void> => {
  const { db, network, own, account, piece, message, former, isAgain } = sending
  expectUnclaimed(sending)
  const door = await network.open(account, piece, message, isAgain)
  const lost = former && !former.url ? await findLost(sending, door, former) : undefined
  if (lost) {
    console.log(`It was already published, but not recorded: ${lost}`)
    return recordAddress(sending, lost)
  }
  const place = { conversation: piece.conversation, network: network.id }
  // Read only now: the time limit of other processes begins at this moment.
  const startedAt = sending.clock()
  if (!(await reserveAnnouncement(db, place, startedAt, former)))
    throw new CliError(`Another process is announcing it on ${own.name} right now.`)
  const url = await door.send(startedAt).catch(async (error: unknown) => {
    if (error instanceof Refused) {
      await releaseAnnouncement(db, place, startedAt, former)
      throw error
    }
    throw new CliError(
      `It may or may not be published: ${(error as Error).message}
Try again in ${CLAIM_TIME / 60_000} minutes: the command then looks for it before it sends.`,
    )
  })
  console.log(`Sent: ${url}`)
  await recordAddress(sending, url)
}

const expectUnclaimed = ({ former, clock, own }: SendOptions) => {
  if (!former || former.url || Number(clock()) - Number(former.startedAt) > CLAIM_TIME) return
  const since = former.startedAt.toISOString().slice(11, 16)
  throw new CliError(
    `Another process has been announcing it on ${own.name} since ${since} UTC, or was interrupted. Try again in ${CLAIM_TIME / 60_000} minutes.`,
  )
}

/** Asks the network for a message that was begun but never recorded. */
const findLost = async (
  sending: SendOptions,
  door: NetworkSession,
  { startedAt }: Announcement,
) => {
  try {
    return await door.find(startedAt)
  } catch (error) {
    if (sending.isAgain) return undefined
    const at = startedAt.toISOString().slice(0, 16).replace('T', ' ')
    throw new CliError(
      `It was begun at ${at} UTC and may be published, but ${sending.own.name} could not be asked: ${(error as Error).message}
Look at ${sending.own.follow}; if it is not there, add --again.`,
    )
  }
}

/** Records the address. The message is published: a failure here is reported, and the next run repeats it. */
const recordAddress = async ({ db, network, piece }: SendOptions, url: string) => {
  const place = { conversation: piece.conversation, network: network.id }
  const [ledger] = await Promise.allSettled([storeAnnouncementUrl(db, place, url)])
  recordInPost(piece, { network: network.id, url })
  if (ledger.status === 'rejected')
    throw new CliError(
      `It is published, but the database could not record it: ${String(withoutParameters(ledger.reason))}`,
    )
}

/** Adds the link to `elsewhere` in the post. */
export const recordInPost = (piece: AnnouncedPost, home: AnnouncedPost['elsewhere'][number]) => {
  const file = relative(process.cwd(), piece.file)
  try {
    writeElsewhere(piece.file, home)
  } catch (error) {
    throw new CliError(
      `${(error as Error).message} Please add this to the frontmatter of ${file} yourself:

elsewhere:
  - network: ${home.network}
    url: ${home.url}`,
    )
  }
  console.log(`Added to ${file}: commit it, and deploy.`)
}
