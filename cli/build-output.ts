import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HubFile } from '../site/contract/hub'

/** What the build wrote of a post, a page or a person for the search; its hash changes with its words. */
export interface SearchDocument {
  /** `post:<id>`, `page:<slug>` or `person:<handle>`. */
  id: string
  title: string
  text: string
  address: string
  hash: string
}

/** What the build tells the Worker. */
export const readHub = (site: string): HubFile =>
  JSON.parse(readFileSync(resolve(site, 'hub.json'), 'utf8'))

/** The posts, pages and people of a built site, for the search. */
export const readDocuments = (site: string): SearchDocument[] => {
  const file = resolve(site, 'search.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}
