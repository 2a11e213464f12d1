import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { conversations, conversationTags } from '../conversations/table'
import type { Db } from '../../env'
import { mayIn, readableSpaces } from '../../accounts/access/rules'

/** The most tags that are read, and the most that the form suggests. */
const MAX_READ = 200
const MAX_SUGGESTED = 60

const oneOf = (values: readonly string[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/** SQL: a topic in one of these spaces has the tag. */
const isOn = (spaces: readonly string[], tag: ReturnType<typeof sql>) => sql`exists (
  select 1 from ${conversationTags} join ${conversations}
    on ${conversations.id} = ${conversationTags.conversation}
  where ${conversationTags.tag} = ${tag} and ${conversations.space} in ${oneOf(spaces)})`

/** The tags of posts that the viewer may read, most used first. */
const tagsOfPosts = (hub: Hub, viewer: Viewer): string[] => {
  const uses = new Map<string, number>()
  for (const conversation of Object.values(hub.conversations))
    if (mayIn(hub, viewer, 'read', conversation) === 'yes')
      for (const tag of conversation.tags) uses.set(tag, (uses.get(tag) ?? 0) + 1)
  return [...uses].toSorted(([, one], [, other]) => other - one).map(([tag]) => tag)
}

/** The tags used in what the viewer may read. */
export const listUsedTags = async (db: Db, hub: Hub, viewer: Viewer): Promise<string[]> => {
  const posts = tagsOfPosts(hub, viewer)
  // Jumps from tag to tag in the index: a tag of a thousand topics costs one row.
  const rows = await db.all<{ tag: string }>(sql`
    with recursive each_tag (tag) as (
      select min(tag) from ${conversationTags}
      union all
      select (select min(t.tag) from ${conversationTags} t where t.tag > each_tag.tag)
      from each_tag where each_tag.tag is not null limit ${MAX_READ}
    )
    select tag from each_tag
    where tag is not null and ${isOn(readableSpaces(hub, viewer), sql`each_tag.tag`)}`)
  return [...new Set([...posts, ...rows.map(({ tag }) => tag)])].slice(0, MAX_SUGGESTED)
}

/** Which of these tags are not used in what the viewer may read. */
export const listUnusedTags = async (
  db: Db,
  hub: Hub,
  viewer: Viewer,
  tags: readonly string[],
): Promise<string[]> => {
  const posts = new Set(tagsOfPosts(hub, viewer))
  const others = tags.filter((tag) => !posts.has(tag))
  if (others.length === 0) return []
  const rows = await db.all<{ tag: string }>(sql`
    select value as tag from json_each(${JSON.stringify(others)})
    where not ${isOn(readableSpaces(hub, viewer), sql`value`)}`)
  return rows.map(({ tag }) => tag)
}
