import type { TopicKind } from '../../../site/contract/vocabulary'
import { newId } from '../../../worker/lib/id'
import { bindings, member } from '../../world'

interface Many {
  kind?: TopicKind
  space?: string
  tag?: string
  from?: Date
  /** Those of questions that have an answer. */
  isAnswered?: boolean
}

/** So many topics of one member at once, each a minute after the last; their ids, oldest first. */
export const manyTopics = async (
  count: number,
  { kind = 'question', space = 'public', tag, from, isAnswered = false }: Many = {},
): Promise<string[]> => {
  const { id: by } = await member()
  const start = from?.getTime() ?? Date.UTC(2026, 3, 1)
  const rows = Array.from({ length: count }, (_, at) => {
    const startedAt = start + at * 60_000
    const id = newId(new Date(startedAt))
    return { id: `topic:${id}`, opening: id, startedAt, title: `Number ${at}` }
  })
  await bindings.DB.batch([
    bindings.DB.prepare(
      `insert into conversations (id, opening, kind, title, slug, space, tags, started_at, started_by, answer)
      select value ->> 'id', value ->> 'opening', ?2, value ->> 'title', 'number', ?3, ?4,
        value ->> 'startedAt', ?5, ?6 from json_each(?1)`,
    ).bind(
      JSON.stringify(rows),
      kind,
      space,
      JSON.stringify(tag ? [tag] : []),
      by,
      isAnswered ? 'somewhere' : null,
    ),
    bindings.DB.prepare(
      `insert into comments (id, conversation, root, path, depth, opens, shown, member_id, name, body,
        html, renderer, state, written_at)
      select value ->> 'opening', value ->> 'id', value ->> 'opening', value ->> 'opening', 0, 1, 0,
        ?2, 'Somebody', 'Words', '<p>Words</p>', 1, 'published', value ->> 'startedAt'
      from json_each(?1)`,
    ).bind(JSON.stringify(rows), by),
  ])
  return rows.map(({ id }) => id)
}

/** The conversations of a page, in the order in which they stand there. */
export const listed = (page: string): string[] =>
  [...page.matchAll(/<hub-count data-conversation="([^"]*)"/g)].map(([, id]) => id!)

/** Where a page leads on to, or back. */
export const linkOf = (page: string, rel: 'next' | 'first'): string | undefined =>
  new RegExp(`rel="${rel}" href="([^"]*)"`).exec(page)?.[1]?.replaceAll('&amp;', '&')
