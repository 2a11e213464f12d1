import { inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { deleteOldDigests } from '../../../worker/discussion/comments/cleanup.commands'
import { comments } from '../../../worker/discussion/comments/table'
import { DAY_MS } from '../../../worker/lib/calendar'
import { db } from '../../world'
import { addComment } from '../reports/seed'

const now = new Date('2026-12-01T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)

const keysOf = async (ids: string[]) => {
  const rows = await db
    .select({ digest: comments.digest, formKey: comments.formKey })
    .from(comments)
    .where(inArray(comments.id, ids))
  return rows.flatMap(({ digest, formKey }) => [digest, formKey]).filter(Boolean)
}

test.each([
  ['a digest', { digest: 'd' }],
  ['a form key', { formKey: 'f' }],
  ['both', { digest: 'd', formKey: 'f' }],
])(
  '%s, by which a repeat is recognized, is deleted after a day and not before',
  async (_, keys) => {
    const old = await addComment({ ...keys, writtenAt: ago(1.1) })
    const young = await addComment({ ...keys, writtenAt: ago(0.9) })
    await deleteOldDigests(db, now)
    expect(await keysOf([old])).toEqual([])
    expect(await keysOf([young])).toEqual(Object.values(keys))
  },
)
