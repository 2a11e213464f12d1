import { readSettings, type Settings } from '../site/parser/settings'
import type { Db } from '../worker/env'
import { listAnnouncements } from '../worker/promotion/networks/queries'
import type { Announcement } from '../worker/promotion/networks/table'
import { missingSecrets } from './announce/accounts'
import type { Account, Message, PublicPage } from './announce/network'
import { readPublicPage } from './announce/page'
import { type AnnouncedPost, readAnnouncedPost } from './announce/announced-post'
import { send, recordInPost } from './announce/send'
import { listShares } from './announce/shares'
import { chooseTargets, expectPublic, expectSetUp, type Target } from './announce/targets'
import { CliError } from './cli-error'
import { escapeControl } from './escape-control'

/** The options of `npm run hub -- announce`. */
export interface AnnounceOptions {
  /** Or the permanent id, the path or the address of the post. */
  slug: string
  /** Ids of networks, with commas; default: all that are set up. */
  to?: string | undefined
  /** Shows what would be sent. */
  isDry: boolean
  /** Announces what was announced already. */
  isAgain: boolean
}

/** The content folder, the state folder with the secrets, and access to the database. */
export interface AnnounceContext {
  content: string
  state: string
  lend: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

/** Announces a post and prints the results; any failure sets the exit code. */
export const announce = async (
  asked: AnnounceOptions,
  place: AnnounceContext,
  clock: () => Date,
): Promise<void> => {
  const { content, state } = place
  const settings = readSettings(content)
  const piece = readAnnouncedPost(content, settings, asked.slug, clock())
  const targets = chooseTargets(settings, asked.to, state)
  console.log(escapeControl(`“${piece.title}”  ${piece.address}`))
  if (asked.isDry) await dryRun(asked, place, piece, targets)
  else
    await sendAll(asked, place, piece, expectSetUp(targets, asked.to !== undefined, state), clock)
  printShares(settings, piece)
}

/** A dry run: prints what would be sent and what is missing. */
const dryRun = async (
  asked: AnnounceOptions,
  { lend }: AnnounceContext,
  piece: AnnouncedPost,
  targets: readonly Target[],
) => {
  const doubt = (error: unknown) => {
    if (!(error instanceof CliError)) throw error
    console.log(error.message)
  }
  const page = (await look(piece).catch(doubt)) ?? {}
  const ledger = (await lend((db) => listAnnouncements(db, piece.conversation)).catch(doubt)) ?? []
  for (const target of targets)
    await attempt(target, async () => {
      const { network, account } = target
      const standing = asked.isAgain ? undefined : findEarlier(target, piece, ledger)
      if (standing) return console.log(`${standing.words}\nNothing would be sent.`)
      printMessage(account, await network.compose(account, piece, page, true))
      const missing = missingSecrets(network, account)
      if (missing.length > 0) console.log(`Needed before it can be sent: ${missing.join(' and ')}.`)
      try {
        expectPublic(piece.address, target)
      } catch (error) {
        doubt(error)
      }
    })
}

const sendAll = async (
  { isAgain }: AnnounceOptions,
  { lend }: AnnounceContext,
  piece: AnnouncedPost,
  targets: readonly Target[],
  clock: () => Date,
) => {
  for (const target of targets) expectPublic(piece.address, target)
  const page = await look(piece)
  await lend(async (db) => {
    const ledger = await listAnnouncements(db, piece.conversation)
    for (const target of targets)
      await attempt(target, async () => {
        const { network, own, account } = target
        const standing = isAgain ? undefined : findEarlier(target, piece, ledger)
        if (standing) return completePost(piece, standing)
        const message = await network.compose(account, piece, page, false)
        printMessage(account, message)
        const former = ledger.find((row) => row.network === network.id)
        await send({ db, network, own, account, piece, message, former, isAgain, clock })
      })
  })
}

const look = ({ address }: AnnouncedPost): Promise<PublicPage> =>
  readPublicPage(address, (doubt) => console.log(doubt))

/** Prints a failure at one network, and goes on with the others. */
const attempt = async ({ own }: Target, work: () => Promise<void>) => {
  try {
    console.log(`\n${own.name}`)
    await work()
  } catch (error) {
    process.exitCode = 1
    console.error(escapeControl((error as Error).message))
    if (process.env['DEBUG']) console.error(error)
  }
}

/** An earlier announcement of the post, as a sentence. */
interface Earlier {
  words: string
  /** The link, if it is in the database but not in the post, because writing the post failed. */
  unwritten?: AnnouncedPost['elsewhere'][number] | undefined
}

const findEarlier = (
  { network: { id: network } }: Target,
  { elsewhere }: AnnouncedPost,
  ledger: readonly Announcement[],
): Earlier | undefined => {
  const home = elsewhere.find((one) => one.network === network)
  const row = ledger.find((one) => one.network === network)
  if (row?.url) {
    const words = `Announced on ${row.startedAt.toISOString().slice(0, 10)}: ${row.url}`
    return { words, unwritten: home ? undefined : { network, url: row.url } }
  }
  return home && { words: `Already announced: ${home.url}` }
}

/** Throws, so that nothing is announced twice; first completes the post if its link is missing. */
const completePost = (piece: AnnouncedPost, { words, unwritten }: Earlier) => {
  if (!unwritten)
    throw new CliError(`${words}\nNothing was sent. To announce it again, add --again.`)
  console.log(words)
  recordInPost(piece, unwritten)
}

const printMessage = ({ server }: Account, { text, length, longest, card, doubt }: Message) => {
  const lines = text.split('\n').map((line) => (line ? `    ${line}` : ''))
  console.log(
    `${length} of ${longest} characters, to ${server}\n\n${escapeControl(lines.join('\n'))}\n`,
  )
  if (doubt) console.log(escapeControl(doubt))
  if (!card) return
  const { title, description, picture } = card
  const kind = picture
    ? `, ${picture.type}, ${Math.ceil(picture.bytes.length / 1024)} KiB`
    : ' without a picture'
  console.log(escapeControl(`with a card${kind}: ${title} · ${description}`))
}

const printShares = ({ networks }: Settings, piece: AnnouncedPost) => {
  const shares = listShares(networks, piece).map(({ name, url }) => `  ${name}  ${url}`)
  console.log(['\nTo share it by hand:', ...shares].join('\n'))
}
