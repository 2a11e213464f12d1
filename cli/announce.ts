import type { NetworkSettings } from '../site/networks/schema'
import { readSettings, type Settings } from '../site/reading/settings'
import type { Db } from '../worker/env'
import { type Announcement, listAnnouncements } from '../worker/networks/queries'
import { accountOf, missingIn, readSecrets, secretsFile } from './announce/accounts'
import { bluesky } from './announce/bluesky'
import { mastodon } from './announce/mastodon'
import type { Account, Message, Network, Page } from './announce/network'
import { visitPage } from './announce/page'
import { type Piece, readPiece } from './announce/piece'
import { send, writeDown } from './announce/sending'
import { listShares } from './announce/shares'
import { Fault } from './fault'
import { visible } from './visible'

const NETWORKS: readonly Network[] = [mastodon, bluesky]

/** What somebody asks for. */
export interface Asked {
  slug: string
  /** Ids of networks, with commas; default: all that are set up. */
  to?: string | undefined
  /** Shows what would be sent. */
  isDry: boolean
  /** Announces what was announced already. */
  isAgain: boolean
}

/** Where things are: the content, the secrets, and a way to the database for as long as it takes. */
export interface Place {
  content: string
  state: string
  lend: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

/** A network that a post goes to, with the account it goes to. */
interface Target {
  network: Network
  own: NetworkSettings
  account: Account
}

/** Announces a post, and tells what came of it; whatever failed sets the exit code. */
export const announce = async (asked: Asked, { content, state, lend }: Place, now: Date) => {
  const settings = readSettings(content)
  const piece = readPiece(content, settings, asked.slug, now)
  const targets = chooseTargets(settings, asked, state)
  console.log(visible(`“${piece.title}”  ${piece.address}`))
  const page = await lookAt(piece, asked)
  const all = { asked, piece, page, now }
  if (asked.isDry) for (const target of targets) await attempt(target, () => show(all, target))
  else
    await lend(async (db) => {
      const ledger = await listAnnouncements(db, piece.conversation)
      for (const target of targets)
        await attempt(target, () => announceAt({ ...all, db, ledger }, target))
    })
  tellShares(settings, piece)
}

const chooseTargets = (settings: Settings, { to, isDry }: Asked, state: string): Target[] => {
  const known = NETWORKS.map(({ id }) => id)
  const ids = to?.split(',').map((id) => id.trim())
  const strange = ids?.find((id) => !known.some((one) => one === id))
  if (strange !== undefined)
    throw new Fault(`--to takes ${known.join(' and ')}, with a comma; found ${visible(strange)}.`)
  const secrets = readSecrets(state)
  const chosen = NETWORKS.filter(({ id }) => !ids || ids.includes(id)).flatMap((network) => {
    const own = settings.networks.find(({ id }) => id === network.id)
    if (own && !own.retired) return [{ network, own, account: accountOf(network, own, secrets) }]
    if (!ids) return []
    throw new Fault(
      own
        ? `${own.name} is retired in networks.yaml: nothing is announced there.`
        : `networks.yaml has no network \`${network.id}\`: add it, with the page that is announced on.`,
    )
  })
  if (chosen.length === 0)
    throw new Fault(`networks.yaml has none of the networks that take posts: ${known.join(', ')}.`)
  return isDry ? chosen : setUp(chosen, ids !== undefined, state)
}

/** Without `--to`, networks whose secrets nobody has given are passed over; told, all the same. */
const setUp = (targets: Target[], isNamed: boolean, state: string): Target[] => {
  const how = `cli/README.md tells where to get them; they go into the environment or ${secretsFile(state)}.`
  const lacking = targets.flatMap(({ network, own, account }) => {
    const names = missingIn(network, account)
    return names.length > 0 ? [{ network, line: `${own.name} needs ${names.join(' and ')}.` }] : []
  })
  const ready = targets.filter(
    (target) => !lacking.some(({ network }) => network === target.network),
  )
  const lines = lacking.map(({ line }) => line).join('\n')
  if (ready.length === 0 || (isNamed && lacking.length > 0)) throw new Fault(`${lines}\n${how}`)
  if (lines) console.log(`Not set up, and passed over: ${lines} ${how}\n`)
  return ready
}

/** A dry run goes on whatever the world sees. */
const lookAt = async ({ address }: Piece, { isDry }: Asked): Promise<Page> => {
  try {
    return await visitPage(address, (doubt) => console.log(doubt))
  } catch (error) {
    if (!isDry || !(error instanceof Fault)) throw error
    console.log(`${error.message} Until then nothing is sent.`)
    return {}
  }
}

/** What fails at one network is told, and stops no other. */
const attempt = async ({ own }: Target, work: () => Promise<void>) => {
  try {
    console.log(`\n${own.name}`)
    await work()
  } catch (error) {
    process.exitCode = 1
    console.error(visible((error as Error).message))
    if (process.env['DEBUG']) console.error(error)
  }
}

interface Showing {
  asked: Asked
  piece: Piece
  page: Page
  now: Date
}

const show = async ({ piece, page }: Showing, { network, account }: Target) => {
  const message = await network.compose(account, piece, page)
  tellMessage(account, message)
  const missing = missingIn(network, account)
  if (missing.length > 0) console.log(`Before it can be sent: ${missing.join(' and ')}.`)
}

const tellMessage = ({ server }: Account, { text, length, longest, card }: Message) => {
  const lines = text.split('\n').map((line) => (line ? `    ${line}` : ''))
  console.log(`${length} of ${longest} characters, to ${server}\n\n${visible(lines.join('\n'))}\n`)
  if (!card) return
  const { title, description, picture } = card
  const bytes = picture ? `, ${picture.type}, ${Math.ceil(picture.bytes.length / 1024)} KiB` : ''
  console.log(
    `with a card${picture ? '' : ' without a picture'}${bytes}: ${visible(title)} · ${visible(description)}`,
  )
}

interface Announcing extends Showing {
  db: Db
  ledger: readonly Announcement[]
}

const announceAt = async (
  { asked, piece, page, now, db, ledger }: Announcing,
  { network, own, account }: Target,
) => {
  const former = ledger.find((row) => row.network === network.id)
  const home = piece.elsewhere.find((one) => one.network === network.id)
  if (!asked.isAgain && (former?.url || home)) return tellStanding(piece, former, home?.url)
  const message = await network.compose(account, piece, page)
  tellMessage(account, message)
  const { isAgain } = asked
  const { name, follow = '' } = own
  await send({ db, network, name, follow, account, piece, message, former, isAgain, now })
}

/** Nothing is announced twice. A link that is not in the post yet, because writing it failed, is put there. */
const tellStanding = (piece: Piece, former: Announcement | undefined, home: string | undefined) => {
  const since = former?.url && ` since ${former.startedAt.toISOString().slice(0, 10)}`
  const where = `It stands there${since || ''}: ${former?.url ?? home}`
  if (!home && former?.url) {
    console.log(where)
    return writeDown(piece, { network: former.network, url: former.url })
  }
  throw new Fault(`${where}\nNothing was sent. To announce it once more, say --again.`)
}

const tellShares = ({ networks }: Settings, piece: Piece) => {
  const shares = listShares(networks, piece).map(({ name, url }) => `  ${name}  ${url}`)
  console.log(['\nTo share it by hand:', ...shares].join('\n'))
}
