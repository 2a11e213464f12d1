import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { addToOutbox } from '../../notifications/commands'
import { announcedPosts } from './table'

/** Stores posts as announced, without telling anyone. */
export const storeAnnounced = (db: Db, posts: readonly string[], now: Date) =>
  insertIf(
    db,
    announcedPosts,
    { post: '', at: now },
    sql`from json_each(${JSON.stringify(posts)}) where true`,
    { post: sql`value` },
  ).onConflictDoNothing()

/** Stores a post as announced, with the outbox row that announces it; of two runs, one does. */
export const queuePost = (db: Db, post: string, now: Date) => {
  const isNew = sql`not exists (select 1 from announced_posts a where a.post = ${post})`
  return db.batch([
    addToOutbox(db, { event: 'post.news', subject: post, now }, isNew),
    storeAnnounced(db, [post], now),
  ])
}
