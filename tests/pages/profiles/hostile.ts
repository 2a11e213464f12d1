import { expect, test, vi } from 'vitest'
import { dangersInPage, textIn } from '../../markdown/oracle'
import { ask, member, send } from '../../world'
import { feedOf, wordIn } from './feed'
import { said } from './seed'

const form = '/community/me/profile/'

type Somebody = Awaited<ReturnType<typeof member>>

const save = ({ name, handle, cookie, address }: Somebody, fields: Record<string, string>) =>
  send(form, { name, handle, about: '', website: '', ...fields }, { cookie, address })

const pageOf = (handle: string) =>
  ask(`/community/people/${handle}/`, {}, { cookie: 'hub-guest=nobody' })

const dataIn = (page: string) =>
  [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json]) => JSON.parse(json!) as Record<string, unknown>,
  )

/**
 * Tests that hostile texts in a profile leave nothing in a page, a form or a feed.
 *
 * @param words how many of them the form takes at least, as a name and as a line about somebody
 */
export const testHostileProfiles = (texts: readonly string[], words: number) => {
  // Whether a link leads back is for tests/pages/profiles/links.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('the world is away')))

  test.each(['name', 'about', 'website', 'links'] as const)(
    'stored XSS: a hostile %s has no effect in a page',
    async (field) => {
      for (const text of texts) {
        const hostile = field === 'links' ? { links: [{ url: text }] } : { [field]: text }
        const writer = await member(hostile)
        await said(writer, 'Words')
        const { status, body } = await pageOf(writer.handle)
        expect(status).toBe(200)
        const dangers = dangersInPage(body)
        // Only addresses that the form has taken are ever kept; nothing else can be in that column.
        const isAddress = field === 'website' || field === 'links'
        expect(
          dangers.filter((danger) => !isAddress || !danger.startsWith('a has href')),
          text,
        ).toEqual([])
        for (const data of dataIn(body)) expect(data['@context']).toBe('https://schema.org')
      }
    },
    180_000,
  )

  test.each(['name', 'about', 'website', 'link1'])(
    'stored XSS: a hostile %s has no effect in the form or the page',
    async (field) => {
      let taken = 0
      for (const text of texts) {
        const rosa = await member()
        const answer = await save(rosa, { [field]: text })
        expect([303, 422], text).toContain(answer.status)
        expect(dangersInPage(answer.body), text).toEqual([])
        if (answer.status === 422) continue
        taken++
        const again = await ask(form, {}, { cookie: rosa.cookie })
        expect(dangersInPage(again.body), text).toEqual([])
        expect(dangersInPage((await pageOf(rosa.handle)).body), text).toEqual([])
      }
      expect(taken, field).toBeGreaterThanOrEqual(field === 'name' || field === 'about' ? words : 1)
    },
    180_000,
  )

  test('a hostile name does not break a feed', async () => {
    for (const name of texts) {
      const writer = await member({ name })
      await said(writer, 'Words')
      const { feed, entries } = await feedOf(writer.handle)
      expect(entries).toHaveLength(1)
      expect(wordIn(feed.author.name).length, name).toBeGreaterThan(0)
      expect(textIn(wordIn(entries[0].content))).toBe('Words')
    }
  })
}
