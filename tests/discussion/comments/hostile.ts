import { expect, test } from 'vitest'
import { dangersIn, dangersInPage } from '../../markdown/oracle'
import { ask, cookieOf, member, say, send, stranger } from '../../world'

const bodiesIn = (page: string) =>
  [...page.matchAll(/<div class="e-content"[^>]*>([\s\S]*?)<\/div>/g)].map(([, html]) => html!)

/** The page as its author sees it: with the comment that was taken, or with the form refused. */
const pageAfter = async (words: { body?: string; name?: string; website?: string }) => {
  const { body = crypto.randomUUID(), name, website } = words
  const somebody = stranger()
  const answer = await say(
    { ...somebody, name: name ?? somebody.name },
    body,
    website === undefined ? {} : { website },
  )
  if (answer.status !== 303) return answer
  const place = answer.headers.get('location')!.split('#')[0]!
  return ask(place, {}, { cookie: cookieOf(answer) })
}

/** Each text alone is judged in tests/text; here a comment holds eight, as a page holds many. */
const eightInEach = (texts: readonly string[]) =>
  Array.from({ length: Math.ceil(texts.length / 8) }, (_, at) =>
    texts.slice(8 * at, 8 * at + 8).join('\n\n'),
  )

/** How many of the texts the form takes at least, as a name and as a website. */
interface Taken {
  names: number
  websites: number
}

/** Tests that hostile texts leave nothing in a page, from a guest or from a member. */
export const testHostileTexts = (all: readonly string[], { names, websites }: Taken) => {
  test.each([
    { field: 'body', texts: eightInEach(all), taken: Math.ceil(all.length / 8) },
    { field: 'name', texts: all, taken: names },
    { field: 'website', texts: all, taken: websites },
  ])(
    'stored XSS: a hostile $field leaves nothing in the page',
    async ({ field, texts, taken }) => {
      let shown = 0
      for (const text of texts) {
        const page = await pageAfter({ [field]: text })
        expect([200, 422], text).toContain(page.status)
        expect(dangersInPage(page.body), text).toEqual([])
        for (const html of bodiesIn(page.body)) expect(dangersIn(html), text).toEqual([])
        if (page.status === 200 && bodiesIn(page.body).length > 0) shown++
      }
      expect(shown).toBeGreaterThanOrEqual(taken)
    },
    60_000,
  )

  /** What a profile would never take, should it ever get into one. */
  test('stored XSS: a hostile member leaves nothing in a page, a form or a feed', async () => {
    const ATTEMPTS = { limit: async () => ({ success: true }) }
    const form = '/community/conversations/post:permanent/comments'
    const ids: string[] = []
    for (const [at, text] of all.entries()) {
      const evil = await member({ name: text, website: text })
      const answer = await send(form, { body: `Number ${at}` }, { ...evil, env: { ATTEMPTS } })
      expect(answer.status, text).toBe(303)
      ids.push(/c-([0-9a-f-]{36})/.exec(answer.headers.get('location')!)![1]!)
      if (at % 20) continue
      const own = await ask(`/community/comments/${ids[at]}/reply/`, {}, evil)
      expect(dangersInPage(own.body), text).toEqual([])
    }
    for (let at = 0; at < ids.length; at += 50) {
      const { body } = await ask(`/community/posts/moved/?from=${ids[at]}`)
      expect(body).toContain(`id="c-${ids[at]}"`)
      expect(dangersInPage(body)).toEqual([])
    }
    const feed = await ask('/community/posts/moved/comments.xml')
    expect(feed.body).not.toMatch(/<(?:script|img|svg|iframe)/i)
  }, 60_000)
}
