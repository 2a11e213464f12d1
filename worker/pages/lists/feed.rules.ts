import { LIST_PAGE_SIZE } from '../../../site/contract/limits'

/** The most entries in a feed, as in the static feeds. */
export const FEED_LENGTH = LIST_PAGE_SIZE

/** An entry of an Atom feed as XML, with what it is sorted by; times in milliseconds. */
export interface FeedEntry {
  text: string
  id: string
  publishedAt: number
  changedAt: number
}

/** The newest entries, newest first. */
export const newestFirst = (entries: FeedEntry[]): FeedEntry[] =>
  entries.toSorted((one, other) => other.publishedAt - one.publishedAt).slice(0, FEED_LENGTH)

/** The entries of a static Atom feed. */
export const entriesIn = (feed: string): FeedEntry[] =>
  (feed.match(/<entry>[\s\S]*?<\/entry>/g) ?? []).map((text) => ({
    text,
    id: /<id>([^<]*)<\/id>/.exec(text)?.[1] ?? '',
    publishedAt: Date.parse(/<published>([^<]*)<\/published>\s*<\/entry>$/.exec(text)?.[1] ?? ''),
    changedAt: Date.parse(/<updated>([^<]*)<\/updated>/.exec(text)?.[1] ?? ''),
  }))

/** The time of the last change, in milliseconds. */
export const lastChange = (entries: readonly FeedEntry[]): number =>
  Math.max(0, ...entries.map(({ changedAt }) => changedAt))

/** The static feed with these entries merged in, cut to the newest. */
export const mergeEntries = (feed: string, more: FeedEntry[]): string => {
  if (more.length === 0) return feed
  const entries = newestFirst([...entriesIn(feed), ...more])
  const updated = new Date(lastChange(entries)).toISOString()
  const head = feed.replace(/\s*(?:<entry>[\s\S]*<\/entry>\s*)?<\/feed>\s*$/, '')
  return `${head.replace(/<updated>[^<]*<\/updated>/, `<updated>${updated}</updated>`)}
    ${entries.map(({ text }) => text.trim()).join('\n    ')}
</feed>`
}
