import { createReadStream, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HubFile } from '../site/contract/hub'

/** A post, page or person in the search index; the hash changes with its text. */
export interface SearchDocument {
  /** `post:<id>`, `page:<slug>` or `person:<handle>`. */
  id: string
  title: string
  text: string
  address: string
  hash: string
}

/** `hub.json` of a built site: what the Worker reads of the build. */
export const readHub = (site: string): HubFile =>
  JSON.parse(readFileSync(resolve(site, 'hub.json'), 'utf8'))

/**
 * The file with the search documents of a built site, a document on each line. It is beside the site
 * and not in it: nobody may download it, and Cloudflare accepts no asset over 25 MiB.
 */
export const documentsFile = (site: string): string => `${site}.search.json`

/** Not `readline`, which would also split a document at U+2028. */
const readLines = async function* (file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop()!
    yield* lines
  }
  yield rest
}

/** The search documents of a built site, read one by one each time they are iterated. */
export const readDocuments = (site: string): AsyncIterable<SearchDocument> => ({
  [Symbol.asyncIterator]: async function* () {
    for await (const line of readLines(documentsFile(site))) {
      const json = line.replace(/,$/, '')
      if (json.startsWith('{')) yield JSON.parse(json)
    }
  },
})
