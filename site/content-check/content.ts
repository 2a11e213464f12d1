import { existsSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { conversationOf } from '../contract/conversation'
import { pathsAt } from '../contract/paths'
import { kinds } from '../contract/vocabulary'
import type { HubContext } from '../mdx/page-context'
import { readInstant } from '../parser/instant'
import { checkAddresses } from './addresses'
import { type Addresses, checkBodies, type CheckProgress } from './bodies'
import type { Report, Scheduled } from './fault'
import { listFiles } from './files'
import { readHeads, textAt, type Head } from './frontmatter'
import { checkHeldWords } from './held-words'
import { valueAt } from './issues'
import {
  checkFollowLinks,
  checkElsewhereLinks,
  checkIcons,
  checkRetiredLinks,
  checkRetired,
  retiredIn,
} from './networks'
import { checkOffers } from './offers'
import { linksInFrontmatter, linksInSettings, type OutsideLink } from './outside'
import { checkReferences } from './references'
import { checkSettings, type Names } from './settings'
import { dateInZone } from './report'

/** Checks a content folder before a build and reports everything at once. */
export const checkContent = async (
  folder: string,
  now = new Date(),
  onProgress?: CheckProgress,
): Promise<Report> => (await checkFolder(folder, now, onProgress)).report

/** Every link in a content folder to another host, sorted by file and line. */
export const listOutsideLinks = async (folder: string): Promise<OutsideLink[]> =>
  sorted((await checkFolder(folder, new Date())).outside)

interface Result {
  report: Report
  outside: OutsideLink[]
}

const checkFolder = (folder: string, now: Date, onProgress?: CheckProgress): Promise<Result> => {
  const content = resolve(folder)
  if (existsSync(content) && statSync(content).isDirectory())
    return checkEverything(content, now, onProgress)
  const message = 'is not a folder; set HUB_CONTENT to the content folder'
  const errors = [{ file: content, message }]
  return Promise.resolve({ report: { errors, warnings: [], scheduled: [] }, outside: [] })
}

const houseOf = (content: string, { url, pictureHosts }: Names): HubContext => ({
  base: url.pathname,
  origin: url.origin,
  content,
  pictureHosts,
})

const checkEverything = async (
  content: string,
  now: Date,
  onProgress?: CheckProgress,
): Promise<Result> => {
  const files = listFiles(content)
  const settings = await checkSettings(content, files.people)
  const { names } = settings
  const { heads, faults } = readHeads(content, files.entries, names)
  const scheduled = heads.flatMap((head) => scheduledIn(head, names.zone, now))
  const held = checkHeldWords(content)
  const addresses = addressesFor(heads, names, scheduled)
  const bodies = await checkBodies(houseOf(content, names), heads, addresses, onProgress)
  const icons = checkIcons(content, settings.networks)
  const left = retiredIn(settings.networks)
  const inContent = [...bodies.outside, ...heads.flatMap((head) => linksInFrontmatter(head, left))]
  const report = {
    errors: sorted([
      ...files.faults,
      ...settings.faults,
      ...icons.errors,
      ...faults,
      ...(await checkReferences(content, heads, names)),
      ...checkAddresses(heads),
      ...held.errors,
      ...bodies.errors,
    ]),
    warnings: sorted([
      ...held.warnings,
      ...bodies.warnings,
      ...checkOffers(heads, bodies.placed, names.zone, now),
      ...icons.warnings,
      ...checkFollowLinks(settings.networks),
      ...checkRetired(settings.networks, names.zone, now),
      ...checkElsewhereLinks(heads),
      ...checkRetiredLinks(inContent, left),
    ]),
    scheduled,
  }
  const outside = [...inContent, ...linksInSettings(content, settings.networks, files.people)]
  return { report, outside }
}

const scheduledIn = (head: Head, zone: string, now: Date): Scheduled[] => {
  const publish =
    head.folder === 'posts' ? readInstant(textAt(head, 'publish') ?? '', zone) : 'unreadable'
  if (!(publish instanceof Date) || publish <= now || valueAt(head.data, ['draft']) === true)
    return []
  return [{ file: head.file, title: textAt(head, 'title') ?? head.slug, publish }]
}

/**
 * The addresses that an entry may link to: no drafts, and scheduled posts only if they are published
 * before the entry or at the same time.
 */
const addressesFor = (heads: readonly Head[], names: Names, scheduled: readonly Scheduled[]) => {
  const known = new Map<number, ReadonlySet<string>>()
  const until = publishTimeOf(heads, names.zone, scheduled)
  return ({ file }: Head): Addresses => {
    const shown = Number(scheduled.find((each) => each.file === file)?.publish ?? 0)
    const ahead = scheduled.filter(({ publish }) => Number(publish) > shown)
    const addresses = known.get(shown) ?? addressesOf(heads, names, ahead)
    known.set(shown, addresses)
    return { have: (address) => addresses.has(address), until }
  }
}

/** For an address of a scheduled post: a phrase with its publish time. */
const publishTimeOf = (heads: readonly Head[], zone: string, scheduled: readonly Scheduled[]) => {
  const soonestFirst = scheduled.toSorted(
    (one, other) => Number(one.publish) - Number(other.publish),
  )
  return (address: string): string | undefined => {
    const first = soonestFirst.find(({ file }) =>
      heads.some((head) => head.file === file && fromHome(addressesOfOne(head)).includes(address)),
    )
    return first && ` until ${dateInZone(first.publish, zone)}, when ${first.file} appears`
  }
}

/** Addresses are compared relative to the hub's base. */
const paths = pathsAt('/')

const fromHome = (addresses: readonly string[]) =>
  addresses.map((address) => address.slice(paths.home().length))

/** All addresses except those of these scheduled posts, relative to the hub's base. */
const addressesOf = (
  heads: readonly Head[],
  { spaces, people }: Names,
  ahead: readonly Scheduled[],
): ReadonlySet<string> => {
  const hidden = new Set(ahead.map(({ file }) => file))
  const shown = heads.filter(
    ({ file, data }) => !hidden.has(file) && valueAt(data, ['draft']) !== true,
  )
  const addresses = [
    ...fixedAddresses(),
    ...kinds.flatMap((kind) => [paths.kind(kind), paths.kindFeed(kind)]),
    ...spaces.map((space) => paths.space(space)),
    ...people.map((handle) => paths.person(handle)),
    ...shown.flatMap((head) => addressesOfOne(head)),
  ]
  return new Set(fromHome(addresses))
}

/** Pages that every hub has. */
const fixedAddresses = () => [
  paths.home(),
  paths.offers(),
  paths.levels(),
  paths.elsewhere(),
  paths.search(),
  paths.feed(),
  paths.jsonFeed(),
  paths.sitemap(),
  paths.me(),
  paths.leaving(),
  ...['contributors/', 'start/', 'sign-in/', 'api/'].map((path) => paths.home() + path),
]

const addressesOfOne = (head: Head) => {
  if (head.folder === 'pages') return [paths.page(head.slug)]
  if (head.folder === 'offers') return [paths.offer(head.slug)]
  const slugs = [head.slug, ...listAt(head, 'formerly')]
  return [
    ...slugs.flatMap((slug) => [
      paths.post(slug),
      paths.commentsFeed({ id: conversationOf(slug), slug }),
    ]),
    ...filesOf(head).map((name) => paths.post(head.slug) + name),
    ...listAt(head, 'tags').map((tag) => paths.tag(tag)),
  ]
}

/** The names of a resource's files, which are below its address. */
const filesOf = ({ data }: Head) => {
  const files = valueAt(data, ['files'])
  return (Array.isArray(files) ? files : []).map((item) =>
    basename(String(valueAt(item, ['file']))),
  )
}

const listAt = ({ data }: Head, key: string) => {
  const value = valueAt(data, [key])
  return Array.isArray(value) ? value.map(String) : []
}

const sorted = <Found extends { file: string; line?: number }>(faults: Found[]): Found[] =>
  faults.toSorted(
    (one, other) => one.file.localeCompare(other.file, 'en') || (one.line ?? 0) - (other.line ?? 0),
  )
