import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, test } from 'vitest'
import { readHub } from '../../cli/built'
import { loadDocuments } from '../../cli/documents'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { loadSample } from '../../cli/sample'
import { readSettings } from '../../site/reading/settings'
import { comments } from '../../worker/comments/table'
import { conversations } from '../../worker/conversations/table'
import { documents } from '../../worker/search/table'
import { built } from '../built'

const folder = mkdtempSync(join(tmpdir(), 'hub-sample-'))
afterAll(() => rmSync(folder, { recursive: true }))

const content = join(folder, 'content')
cpSync(resolve(import.meta.dirname, '../hub'), content, { recursive: true })
mkdirSync(join(content, 'sample'))
const sample = (text: string) => writeFileSync(join(content, 'sample/conversations.yaml'), text)

const around = () => ({
  hub: readHub(resolve(built, 'hub')),
  people: readSettings(content).people,
  now: new Date('2026-11-20T12:00:00Z'),
})

const document = (id: string, text: string) => ({
  id,
  text,
  title: id,
  address: `posts/${id}/`,
  hash: `hash of ${text.length}`,
})

test('an empty hub is given all of the sample, or none of it, and once', async () => {
  await withLocalDatabase(folder, async (database) => {
    const db = drizzle(database, { casing: 'snake_case' })
    await migrate(database)
    await migrate(database)

    sample('- on: open\n  comments:\n    - { by: Rosa, ago: 1h, body: Hi }\n- on: nowhere\n')
    await expect(loadSample(db, content, around())).rejects.toThrow('`on: nowhere`')
    expect(await db.$count(comments)).toBe(0)

    sample(`- on: open
  reactions: { 👍: 3 }
  comments:
    - by: Rosa
      email: rosa@example.org
      ago: 2d
      body: "*Is* anybody there?"
      reactions: { 👍: 2 }
      replies: [{ person: ada, ago: 1d12h, body: Always. }]
`)
    expect(await loadSample(db, content, around())).toBe(2)
    expect(await loadSample(db, content, around())).toBe(0)

    const [question, answer] = await db.select().from(comments).orderBy(comments.id)
    expect(question).toMatchObject({ name: 'Rosa', replies: 1, appreciation: 2, depth: 0 })
    expect(question!.html).toBe('<p><em>Is</em> anybody there?</p>\n')
    expect(question!.writtenAt).toEqual(new Date('2026-11-18T12:00:00Z'))
    expect(answer).toMatchObject({ person: 'ada', parentId: question!.id, root: question!.id })
    expect(answer!.path).toBe(`${question!.id}/${answer!.id}`)
    const [counts] = await db.select().from(conversations)
    expect(counts).toMatchObject({ comments: 2, reactions: { '👍': 3 } })
    expect(counts!.lastCommentAt).toEqual(answer!.writtenAt)

    const long = 'A long story, 世界. '.repeat(4000)
    await loadDocuments(db, [document('post:a', 'short'), document('post:b', long)])
    const changed = [document('post:b', long), document('post:c', 'new')]
    expect(await loadDocuments(db, changed)).toEqual({ changed: 1, gone: 1 })
    expect(await loadDocuments(db, changed)).toEqual({ changed: 0, gone: 0 })
    const [kept] = await db.select().from(documents).where(eq(documents.id, 'post:b'))
    expect(kept?.text).toBe(long)
    // What the Worker put there is none of the build's.
    expect(await db.$count(documents)).toBe(4)
  })
})
