import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { LIST_PAGE_SIZE } from '../../../site/contract/limits'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import type { Bindings } from '../../env'
import { fetchPage } from '../../http/assets'
import { cardOf, findScheduled } from './scheduled-posts.queries'
import { hasPins, postsAsBuilt, type Subject } from './rules'

/** The list on a static page. */
export interface StaticList {
  /** The ids of its posts, in their order. */
  ids: readonly string[]
  /** The HTML inside its slot. */
  inner: string
}

const LIST = new RegExp(`<${slots.list}\\b([^>]*)>([\\s\\S]*?)</${slots.list}>`)

/** The list in the HTML of a static page; empty if it has none. */
export const staticListIn = (page: string): StaticList => {
  const [, attributes = '', inner = ''] = LIST.exec(page) ?? []
  const [, ids = ''] = /data-conversations="([^"]*)"/.exec(attributes) ?? []
  return { ids: ids.split(' ').filter(Boolean), inner }
}

/** The page with its list replaced. */
export const replaceList = (page: string, { ids, inner }: StaticList): string =>
  page.replace(LIST, (_, attributes: string) => {
    const others = attributes.replace(/\s*data-conversations(?:="[^"]*")?/, '')
    const open = `<${slots.list}${others} data-conversations="${ids.join(' ')}">`
    return `${open}${inner}</${slots.list}>`
  })

/** The cards of a list with the ids of their posts. Cards are not nested. */
export const cardsIn = ({ ids, inner }: StaticList): [string, string][] => {
  const cards = inner.match(/<article\b[\s\S]*?<\/article>/g) ?? []
  return ids.flatMap((id, at) => (cards[at] ? [[id, cards[at]]] : []))
}

/** The address of a list. */
export const addressOfList = (paths: Paths, { kind, tag, space }: Subject): string => {
  if (tag) return paths.tag(tag)
  if (space) return paths.space(space)
  return kind ? paths.kind(kind) : paths.home()
}

/** The address of one of a list’s static pages, numbered from 1. */
export const pageAddress = (paths: Paths, subject: Subject, number: number): string =>
  addressOfList(paths, subject) + (number > 1 ? `${number}/` : '')

interface CardSource {
  env: Bindings
  hub: Hub
  subject: Subject
  /** The list of the static page that was read already. */
  built: StaticList
  /** The number of that page. */
  number: number
  /** The heading level of its cards. */
  level: 2 | 3
}

/** The cards of scheduled posts, which are on no static page. */
const scheduledCards = async (
  { env, hub, subject, level }: CardSource,
  posts: readonly Conversation[],
) => {
  const pins = hasPins(subject, 'newest')
  const scheduled = await findScheduled({ env, hub }, posts)
  return scheduled.map(([id, post]) => [id, cardOf(post, { level, pins })] as const)
}

/**
 * The static cards of these posts, by id. Reads as many static pages as needed, usually one or two.
 */
export const findCards = async (
  source: CardSource,
  posts: readonly Conversation[],
): Promise<ReadonlyMap<string, string>> => {
  const { env, hub, subject, built, number } = source
  const { kind, tag, space } = subject
  const plain: Subject = { ...(kind && { kind }), ...(tag && { tag }), ...(space && { space }) }
  const order = postsAsBuilt(hub, plain)
  const cards = new Map([
    ...cardsIn(built),
    ...(await scheduledCards({ ...source, subject: plain }, posts)),
  ])
  const missing = posts
    .filter(({ id }) => !cards.has(id))
    .map(({ id }) => order.findIndex((post) => post.id === id))
    .filter((at) => at >= 0)
  const numbers = new Set(missing.map((at) => Math.floor(at / LIST_PAGE_SIZE) + 1))
  numbers.delete(number)
  const pages = await Promise.all(
    [...numbers].map((each) => fetchPage(env, pageAddress(hub.paths, plain, each))),
  )
  for (const page of pages)
    if (page.ok)
      for (const [id, card] of cardsIn(staticListIn(await page.text()))) cards.set(id, card)
  return cards
}
