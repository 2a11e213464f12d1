import { DatabaseSync } from 'node:sqlite'
import { askDatabase, readSchema } from '../../../cli/backup/schema'
import { databaseFile } from '../../../cli/backup/snapshot'
import { createTriggers, dropTriggers, rebuildSearch } from '../../../cli/backup/statements'
import { withLocalDatabase } from '../../../cli/local'
import { migrate } from '../../../cli/migrations'

const numbers = (count: number) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})`

/** Words that do not compress better than what people write: about half of them are random. */
const words = (characters: number) =>
  `'It''s the chain of ' || i || ': ' || substr(hex(randomblob(${characters / 4})) || replace(hex(zeroblob(${characters / 8})), '00', ' gears'), 1, ${characters})`

/**
 * Fills a new local hub: so many comments, and as many members and credits as a hub of that size has.
 * Its triggers do not run meanwhile.
 */
export const fillBig = async (state: string, comments: number): Promise<void> => {
  await withLocalDatabase(state, (database) => migrate(database))
  const schema = await withLocalDatabase(state, (database) => readSchema(askDatabase(database)))
  const members = Math.ceil(comments * 1.25)
  const database = new DatabaseSync(databaseFile(state))
  for (const sql of [
    'BEGIN',
    ...dropTriggers(schema),
    `${numbers(members)} insert into members (id, handle, name, email, created_at, updated_at)
      select 'm' || i, 'member-' || i, 'Member ' || i, i || '@example.org', i, i from n`,
    `${numbers(Math.ceil(comments / 4))} insert into conversations (id, comments) select 'post:' || i, 4 from n`,
    `${numbers(comments)} insert into comments (id, conversation, parent_id, root, path, depth, member_id, name, body, html, renderer, state, shown, written_at)
      select printf('c%08d', i), 'post:' || (i / 4), iif(i % 4, printf('c%08d', i - i % 4), null), 'r', 'p', 0, 'm' || i, 'Member', ${words(1400)}, '<p>' || ${words(1400)} || '</p>', 1, 'published', 1, 1700000000000 + i from n`,
    `${numbers(comments)} insert into credits (kind, subject, giver, member_id, at) select 'appreciation', printf('c%08d', i), 'm0', 'm' || i, i from n`,
    `${numbers(Math.ceil(comments * 0.75))} insert into reactions (subject, emoji, visitor, conversation, address, first, reacted_at) select printf('c%08d', i), '👍', 'm1', 'post:' || (i / 4), '', 1, i from n`,
    ...rebuildSearch,
    ...createTriggers(schema),
    'COMMIT',
    'PRAGMA wal_checkpoint(TRUNCATE)',
  ])
    database.exec(sql)
  database.close()
}
