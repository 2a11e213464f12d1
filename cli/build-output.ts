import { existsSync, readFileSync } from 'node:fs'
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

/** The search documents of a built site. */
export const readDocuments = (site: string): SearchDocument[] => {
  const file = resolve(site, 'search.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}
