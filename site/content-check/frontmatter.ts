import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'astro/zod'
import { offerSchema } from '../offers/schema'
import { faultsOfKind, postSchema } from '../posts/schema'
import { pageSchema } from '../mdx/schema'
import { readFrontmatter, type ReadFrontmatter } from '../parser/frontmatter'
import type { ContentFault } from './fault'
import type { Entry, Folder } from './files'
import { valueAt } from './issues'
import { schemaFaults, yamlFaults, type Names } from './settings'
import { describeValue } from './names'

/** An entry with its frontmatter, valid or not. */
export interface Head extends Entry, ReadFrontmatter {}

/** The heads of all entries, and errors where they do not match their schema. */
export const readHeads = (content: string, entries: readonly Entry[], names: Names) => {
  const schemas: Record<Folder, z.ZodType> = {
    posts: postSchema({ zone: names.zone, firstSpace: names.spaces[0] ?? '', picture: z.string() }),
    offers: offerSchema(names.zone),
    pages: pageSchema,
  }
  const heads = entries.map((entry): Head => ({
    ...entry,
    ...readFrontmatter(readFileSync(join(content, entry.file), 'utf8')),
  }))
  return { heads, faults: heads.flatMap((head) => checkHead(head, schemas[head.folder])) }
}

const checkHead = (head: Head, schema: z.ZodType): ContentFault[] => {
  const { file, faults, data } = head
  if (faults.length === 0 && (data === null || data === undefined)) {
    return [
      {
        file,
        line: 1,
        message: 'has no frontmatter; expected at least `title:` between two lines of ---',
      },
    ]
  }
  const found = [...yamlFaults(file, head), ...schemaFaults(file, schema, head)]
  const others = head.folder === 'posts' && isRecord(data) ? faultsOfKind(data) : []
  const reported = new Set(found.map(({ line, message }) => `${line} ${message}`))
  const more = others
    .map(({ path, message }) => ({
      file,
      line: head.lineOf(path),
      message: `${sentence(path, data)}${message}`,
    }))
    .filter(
      ({ line, message }) =>
        !reported.has(`${line} ${message}`) &&
        !found.some((fault) => fault.line === line && fault.message.endsWith(message)),
    )
  return [...found, ...more]
}

const sentence = (path: string[], data: unknown) => {
  const value = valueAt(data, path)
  return value === undefined
    ? `\`${path.join('.')}\` is missing; `
    : `\`${path.join('.')}: ${describeValue(value)}\`: `
}

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

/** The text at a key of the frontmatter; undefined if it is not text. */
export const textAt = ({ data }: Head, key: string): string | undefined => {
  const value = valueAt(data, [key])
  return typeof value === 'string' ? value : undefined
}
