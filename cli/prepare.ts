import { drizzle } from 'drizzle-orm/d1'
import type { HubFile } from '../site/contract/hub'
import type { Person } from '../site/people/schema'
import type { SearchDocument } from './build-output'
import { loadDocuments } from './documents'
import { withLocalDatabase } from './local'
import { migrate } from './migrations'
import { loadSample } from './sample'
import { tidy } from './vacuum'

/** What the database is told of the site that it will serve. */
export interface Site {
  hub: HubFile
  documents: SearchDocument[]
  /** The content folder. */
  content: string
  people: Record<string, Person>
}

/** Makes the local database fit for this version and this site. */
export const prepare = async (state: string, site: Site): Promise<void> => {
  // Where the hub was not stopped but killed, what was erased is still in the file.
  await tidy(state)
  await withLocalDatabase(state, async (database) => {
    const db = drizzle(database, { casing: 'snake_case' })
    await migrate(database)
    await loadDocuments(db, site.documents)
    const loaded = await loadSample(db, site.content, site)
    if (loaded > 0) console.log(`The hub was empty: it has ${loaded} sample comments now.`)
  })
}
