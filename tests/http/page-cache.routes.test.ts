import { expect, onTestFinished, test } from 'vitest'
import { resetIsolate } from '../../worker/lib/isolate'
import { inWeather } from '../faulty-db'
import { ask, bindings, cacheScope, cold, stranger, say, member } from '../world'

const STYLES = /\/_astro\/Page\.[\w-]+\.css/

/** The assets of another build: its `hub.json`, and pages that name other styles. */
const assetsOf = (build: string) =>
  ({
    fetch: async (asset: Request | string) => {
      const answer = await bindings.ASSETS.fetch(asset)
      if (new Request(asset).url.endsWith('/hub.json'))
        return Response.json({ ...(await answer.json<object>()), build })
      const text = await answer.text()
      return new Response(text.replace(STYLES, `/_astro/Page.${build}.css`), answer)
    },
  }) as unknown as Fetcher

/** What a reader gets from a new isolate of a deployment. */
const visit = async (url: string, build: string) => {
  resetIsolate()
  onTestFinished(resetIsolate)
  const { body } = await ask(url, {}, { env: { ASSETS: assetsOf(build) } })
  return STYLES.exec(body)?.[0]
}

test('a page that was cached before a deployment is not shown after it', async () => {
  const url = cold('posts/open/')
  expect(await visit(url, 'former')).toBe('/_astro/Page.former.css')
  expect(await visit(url, 'next')).toBe('/_astro/Page.next.css')
  // A deployment that is rolled out: isolates of both answer for a while.
  expect(await visit(url, 'former')).toBe('/_astro/Page.former.css')
})

test('the build of the hub has an id', async () => {
  expect((await cacheScope()).hub.build).toMatch(/^[\da-f]{12}$/)
})

test('two hubs of one zone never show each other’s pages', async () => {
  let asked = 0
  const DB = inWeather(bindings.DB, () => (asked++, 'fine'))
  const [one, other] = [cold('posts/open/'), cold('posts/open/')]
  for (const url of [one, other]) {
    asked = 0
    await ask(url, {}, { env: { DB } })
    expect(asked, url).toBeGreaterThan(0)
  }
  asked = 0
  for (const url of [one, other, one]) await ask(url, {}, { env: { DB } })
  expect(asked).toBe(0)
})

test('a comment purges the page at the host where it was sent', async () => {
  const { name, email, address, cookie } = await member({ name: 'Ivy' })
  await ask('/community/posts/open/')
  await say({ ...stranger(), name, email, address }, 'Purges its page', { cookie })
  expect((await ask('/community/posts/open/')).body).toContain('Purges its page')
})
