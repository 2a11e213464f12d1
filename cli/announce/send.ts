import { relative } from 'node:path'
import type { NetworkSettings } from '../../site/networks/schema'
import type { Db } from '../../worker/env'
import {
  type Announcement,
  beginAnnouncement,
  noteAnnouncement,
  undoAnnouncement,
} from '../../worker/promotion/networks/queries'
import { Fault } from '../cli-error'
import { writeHome } from './elsewhere'
import { type Account, type Door, type Message, type Network, Refused } from './network'
import type { Piece } from './announced-post'

/** A message to one network, and what is known of those before it. */
export interface Sending {
  db: Db
  network: Network
  /** What `networks.yaml` says of it. */
  own: NetworkSettings
  account: Account
  piece: Piece
  message: Message
  /** What the ledger has of it. */
  former?: Announcement | undefined
  /** It may be announced although it was. */
  isAgain: boolean
  clock: () => Date
}

/** For so long somebody else may still be at it, in milliseconds. */
const AT_IT = 2 * 60_000

/** Sends a message, unless it is out already, and notes where it stands: in the ledger, then in the post. */
export const send = async (sending: Sending): Promise<void> => {
  const { db, network, own, account, piece, message, former, isAgain } = sending
  expectNobodyAtIt(sending)
  const door = await network.open(account, piece, message, isAgain)
  const lost = former && !former.url ? await findLost(sending, door, former) : undefined
  if (lost) {
    console.log(`It was out already, and nobody had noted it: ${lost}`)
    return note(sending, lost)
  }
  const place = { conversation: piece.conversation, network: network.id }
  // Read only now: others count from this moment for how long somebody may be at it.
  const startedAt = sending.clock()
  if (!(await beginAnnouncement(db, place, startedAt, former)))
    throw new Fault(`Somebody else announces it at ${own.name} just now.`)
  const url = await door.send(startedAt).catch(async (error: unknown) => {
    if (error instanceof Refused) {
      await undoAnnouncement(db, place, startedAt, former)
      throw error
    }
    throw new Fault(
      `It may be out, or not: ${(error as Error).message}
The next attempt, in ${AT_IT / 60_000} minutes, looks before it sends.`,
    )
  })
  console.log(`Sent: ${url}`)
  await note(sending, url)
}

const expectNobodyAtIt = ({ former, clock, own }: Sending) => {
  if (!former || former.url || Number(clock()) - Number(former.startedAt) > AT_IT) return
  const since = former.startedAt.toISOString().slice(11, 16)
  throw new Fault(
    `Since ${since} UTC somebody announces it at ${own.name}, or was interrupted. Look again in ${AT_IT / 60_000} minutes.`,
  )
}

/** What was begun and never noted may be out: the network knows. */
const findLost = async (sending: Sending, door: Door, { startedAt }: Announcement) => {
  try {
    return await door.find(startedAt)
  } catch (error) {
    if (sending.isAgain) return undefined
    const at = startedAt.toISOString().slice(0, 16).replace('T', ' ')
    throw new Fault(
      `It was begun at ${at} UTC and may be out, and ${sending.own.name} does not tell: ${(error as Error).message}
Look at ${sending.own.follow}, and if it is not there, say --again.`,
    )
  }
}

/** It stands there: whatever fails now, that is told, and the next run finds it. */
const note = async ({ db, network, piece }: Sending, url: string) => {
  const place = { conversation: piece.conversation, network: network.id }
  const [ledger] = await Promise.allSettled([noteAnnouncement(db, place, url)])
  writeDown(piece, { network: network.id, url })
  if (ledger.status === 'rejected')
    throw new Fault(`The hub could not keep that it is there: ${String(ledger.reason)}`)
}

/** Writes into the post where else it is talked about. */
export const writeDown = (piece: Piece, home: Piece['elsewhere'][number]) => {
  const file = relative(process.cwd(), piece.file)
  try {
    writeHome(piece.file, home)
  } catch (error) {
    throw new Fault(
      `${(error as Error).message} Please add to the top of ${file} yourself:

elsewhere:
  - network: ${home.network}
    url: ${home.url}`,
    )
  }
  console.log(`Written into ${file}: keep it in git, and deploy.`)
}
