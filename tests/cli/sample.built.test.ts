import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, test } from 'vitest'
import { readHub } from '../../cli/build-output'
import { loadDocuments } from '../../cli/documents'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { loadSample } from '../../cli/sample'
import { readSettings } from '../../site/parser/settings'
import { comments } from '../../worker/discussion/comments/table'
import { conversations as counted } from '../../worker/discussion/conversations/table'
import { members } from '../../worker/accounts/members/table'
import { documents } from '../../worker/discussion/search/table'
import { built } from '../built'

const folder = mkdtempSync(join(tmpdir(), 'hub-sample-'))
afterAll(() => rmSync(folder, { recursive: true }))

const content = join(folder, 'content')
cpSync(resolve(import.meta.dirname, '../hub'), content, { recursive: true })
mkdirSync(join(content, 'sample'))
const conversations = join(content, 'sample/conversations.yaml')
const sample = (text: string) => writeFileSync(conversations, text)

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
      replies:
        - { person: ada, ago: 1d12h, body: Always. }
        - { member: nobody, ago: 1d, body: Who? }
`)
    await expect(loadSample(db, content, around())).rejects.toThrow('`member: nobody`')
    sample(readFileSync(conversations, 'utf8').replace('nobody', 'ruth'))
    writeFileSync(
      join(content, 'sample/members.yaml'),
      '- { handle: ruth, name: Ruth, website: https://ruth.example/, ago: 3w, answers: 5 }\n',
    )
    expect(await loadSample(db, content, around())).toBe(3)
    expect(await loadSample(db, content, around())).toBe(0)

    const [question, answer, ruths] = await db.select().from(comments).orderBy(comments.id)
    expect(question).toMatchObject({ name: 'Rosa', replies: 2, appreciation: 2, depth: 0 })
    expect(question!.html).toBe('<p><em>Is</em> anybody there?</p>\n')
    expect(question!.writtenAt).toEqual(new Date('2026-11-18T12:00:00Z'))
    const [ruth] = await db.select().from(members)
    expect(ruth).toMatchObject({ handle: 'ruth', level: 'expert', approvedComments: 1 })
    expect(ruth!.email).toMatch(/@nowhere\.invalid$/)
    expect(ruth!.emailVerified).toBe(false)
    expect(ruths).toMatchObject({
      memberId: ruth!.id,
      guestId: null,
      name: 'Ruth',
      handle: 'ruth',
      level: 'expert',
      website: 'https://ruth.example/',
      asHost: false,
    })
    expect(answer).toMatchObject({
      person: 'ada',
      asHost: true,
      parentId: question!.id,
      root: question!.id,
    })
    expect(answer!.path).toBe(`${question!.id}/${answer!.id}`)
    const [counts] = await db.select().from(counted)
    expect(counts).toMatchObject({ comments: 3, reactions: { '👍': 3 } })
    expect(counts!.lastCommentAt).toEqual(ruths!.writtenAt)

    const long = 'A long story, 世界. '.repeat(4000)
    await loadDocuments(db, [document('post:a', 'short'), document('post:b', long)])
    const changed = [document('post:b', long), document('post:c', 'new')]
    expect(await loadDocuments(db, changed)).toEqual({ changed: 1, gone: 1 })
    expect(await loadDocuments(db, changed)).toEqual({ changed: 0, gone: 0 })
    const [kept] = await db.select().from(documents).where(eq(documents.id, 'post:b'))
    expect(kept?.text).toBe(long)
    // What the Worker put there is none of the build's: three comments, and Ruth.
    expect(await db.$count(documents)).toBe(6)
  })
})
