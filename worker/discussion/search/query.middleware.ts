import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { listReadableSpaces } from '../../accounts/access/middleware'
import { type Filters, isWithin } from './filters.form'
import { type Hit, search } from './queries'
import { type Cursor, PAGE } from './rules'
import { sightOf } from './visibility.table'

/** The ids of the posts that filters let through: what a post is, the build alone knows. */
const postsFor = (hub: Hub, filters: Filters) => {
  const posts = Object.values(hub.conversations)
  const { kind, tag, space, person } = filters
  return {
    within:
      kind || tag || space
        ? posts.filter((post) => isWithin(filters, post)).map(({ id }) => id)
        : undefined,
    by: person ? posts.filter((post) => post.authors?.includes(person)).map(({ id }) => id) : [],
  }
}

/**
 * Whether what was found can still be read: a post may have left since, with all that was said, or
 * be one on which nothing said is shown. Whoever has a page in `content/people/` is found as that.
 */
const isHere = (hub: Hub, readable: readonly string[], { id, conversation }: Hit) => {
  if (id.startsWith('page:') || id.startsWith('member:')) return true
  if (id.startsWith('person:')) return Object.hasOwn(hub.people, id.slice('person:'.length))
  const found = conversationById(hub, conversation ?? id)
  return (
    found !== undefined &&
    readable.includes(found.space) &&
    (conversation === null || isTopic(found) || found.comments !== 'none')
  )
}

/** What a search found for whoever asks, and where more of it begins. */
export interface Found {
  /** With the topics that were found. */
  hub: Hub
  hits: Hit[]
  next?: Cursor | undefined
}

/** Asks for a page of what whoever asks may read; it fails when the database can not say. */
export const askFor = async (
  c: Context<App>,
  match: string,
  filters: Filters,
  after: Cursor | undefined,
): Promise<Found> => {
  const { db, now } = c.var
  const readable = await listReadableSpaces(c)
  const question = {
    match,
    filters,
    now,
    after,
    sight: sightOf(c.var.hub, readable),
    posts: postsFor(c.var.hub, filters),
    people: Object.keys(c.var.hub.people),
  }
  const found = await withDeadline('read', search(db, question))
  const page = found.slice(0, PAGE)
  const ids = page.map(({ id, conversation }) => conversation ?? id)
  const hub = await withDeadline('read', withTopics(db, c.var.hub, ids))
  return {
    hub,
    hits: page.filter((hit) => isHere(hub, readable, hit)),
    next: found.length > PAGE ? page.at(-1) : undefined,
  }
}
