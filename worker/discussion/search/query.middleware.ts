import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { listReadableSpaces } from '../../accounts/access/middleware'
import { type Filters, matchesConversationFilters } from './filters.form'
import { type Hit, search } from './queries'
import { type Cursor, PAGE } from './rules'
import { visibilityOf } from './visibility.table'

/** The ids of the posts that match the filters: only `hub.json` has the metadata of posts. */
const postsFor = (hub: Hub, filters: Filters) => {
  const posts = Object.values(hub.conversations)
  const { kind, tag, space, person } = filters
  return {
    within:
      kind || tag || space
        ? posts.filter((post) => matchesConversationFilters(filters, post)).map(({ id }) => id)
        : undefined,
    by: person ? posts.filter((post) => post.authors?.includes(person)).map(({ id }) => id) : [],
  }
}

/**
 * Whether a result is still available: its post may have been deleted since it was indexed, with
 * its comments, or may have comments disabled. A person needs a page in `content/people/`.
 */
const isAvailable = (hub: Hub, readable: readonly string[], { id, conversation }: Hit) => {
  if (id.startsWith('page:') || id.startsWith('member:')) return true
  if (id.startsWith('person:')) return Object.hasOwn(hub.people, id.slice('person:'.length))
  const found = conversationById(hub, conversation ?? id)
  return (
    found !== undefined &&
    readable.includes(found.space) &&
    (conversation === null || isTopic(found) || found.comments !== 'none')
  )
}

/** One page of results that the viewer may read. */
export interface SearchResults {
  /** With the topics of the results. */
  hub: Hub
  hits: Hit[]
  /** Where the next page begins; `undefined` on the last. */
  next?: Cursor | undefined
}

/** Finds a page of results that the viewer may read. Throws if the database fails or times out. */
export const findResults = async (
  c: Context<App>,
  match: string,
  filters: Filters,
  after: Cursor | undefined,
): Promise<SearchResults> => {
  const { db, now } = c.var
  const readable = await listReadableSpaces(c)
  const query = {
    match,
    filters,
    now,
    after,
    visibility: visibilityOf(c.var.hub, readable),
    posts: postsFor(c.var.hub, filters),
    people: Object.keys(c.var.hub.people),
  }
  const found = await withDeadline('read', search(db, query))
  const page = found.slice(0, PAGE)
  const ids = page.map(({ id, conversation }) => conversation ?? id)
  const hub = await withDeadline('read', withTopics(db, c.var.hub, ids))
  return {
    hub,
    hits: page.filter((hit) => isAvailable(hub, readable, hit)),
    next: found.length > PAGE ? page.at(-1) : undefined,
  }
}
