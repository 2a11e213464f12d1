import { drizzle } from 'drizzle-orm/d1'
import type { HubFile } from '../site/contract/hub'
import type { Person } from '../site/people/schema'
import type { SearchDocument } from './build-output'
import { withNamedDatabase } from './broken-database'
import { loadDocuments } from './documents'
import { withLocalDatabase } from './local'
import { migrate } from './migrations'
import { loadSample } from './sample'
import { vacuum } from './vacuum'

/** The site that the database is prepared for. */
export interface Site {
  hub: HubFile
  documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>
  /** The content folder. */
  content: string
  people: Record<string, Person>
}

/** Brings the local database to this version and this site: erased rows, migrations, search index, sample. */
export const prepare = (state: string, site: Site): Promise<void> =>
  withNamedDatabase(state, () => prepareDatabase(state, site))

const prepareDatabase = async (state: string, site: Site): Promise<void> => {
  // A hub that was killed instead of stopped leaves erased rows in the file.
  await vacuum(state)
  await withLocalDatabase(state, async (database) => {
    const db = drizzle(database, { casing: 'snake_case' })
    await migrate(database)
    await loadDocuments(db, site.documents)
    const loaded = await loadSample(db, site.content, site)
    if (loaded > 0) console.log(`The hub was empty: loaded ${loaded} sample comments.`)
  })
}
