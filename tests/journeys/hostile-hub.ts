import type { Browser } from 'playwright-core'
import { xml2js } from 'xml-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hub } from '../../site/contract/hub'
import { readBuilt } from '../markup'
import { dangersIn, dangersInPage } from '../markdown/oracle'
import { type Answer, eightAtOnce, planFor, send, type Words } from './personas'
import { shareBrowser, type RunningHub, startHub, someAddress } from './hub'
import { openTrap, type Seen } from './violation-recorder'

/*
 * Hostile texts, sent to a running hub as anybody could send them, and every page they come back in
 * read as everybody would. What is taken is sent whole and read whole; of what is refused, and of
 * the pages that each comment has for itself, every n-th.
 */

let hub: RunningHub
let browser: Browser
let trap: Awaited<ReturnType<typeof openTrap>>
const built = JSON.parse(readBuilt('root', 'hub.json')) as Hub

const every = <T>(step: number, all: readonly T[]) => all.filter((_, at) => at % step === 0)

const pageAt = async (url: string, cookie = '') => {
  // From ever another address, because searches are limited for each.
  const answer = await fetch(url, { headers: { cookie, 'cf-connecting-ip': someAddress() } })
  return { url, status: answer.status, body: await answer.text() }
}

const unescaped = (html: string) => html.replaceAll('&amp;', '&')

/** A page and those that its `rel=next` leads to, one after the other; `most` of them at most. */
const pagesFrom = async (url: string, most = Infinity) => {
  const pages: { url: string; body: string }[] = []
  for (let next: string | undefined = url; next && pages.length < most;) {
    const page = await pageAt(next)
    expect(page.status, next).toBe(200)
    pages.push(page)
    const link = /<a [^>]*rel="next"[^>]*>/.exec(page.body)?.[0]
    const href = link && /href="([^"]*)"/.exec(link)?.[1]
    next = href && new URL(unescaped(href), hub.url).href
  }
  return pages
}

const BODY = /<div class="e-content"[^>]*>([\s\S]*?)<\/div>/g
const FACTS = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g

/** All that a page should not hold, be or lack, as it came over the wire. */
const faultsIn = ({ url, body }: { url: string; body: string }) => {
  const faults = dangersInPage(body)
  for (const [, html = ''] of body.matchAll(BODY)) faults.push(...dangersIn(html))
  for (const [, json = ''] of body.matchAll(FACTS)) JSON.parse(json)
  if (!body.trimEnd().endsWith('</html>')) faults.push('it has no end')
  return faults.map((fault) => `${url}: ${fault}`)
}

interface Entry {
  id: { text: string }
  author: { name: { text?: string } }
  content: { text: string }
  link: { attributes: { href: string } }
}

/** The entries of a comments feed, as a strict reader takes it: it throws at what is no XML. */
const entriesOf = (xml: string): Entry[] => {
  const options = { compact: true, attributesKey: 'attributes', textKey: 'text' } as const
  return [(xml2js(xml, options) as { feed: { entry: Entry[] } }).feed.entry].flat()
}

/** Sends all, so many at a time, and reads the feed after each time. */
const converse = async (slug: string, taken: Words[], batch: number) => {
  const answers: Answer[] = []
  const feeds: string[] = []
  while (answers.length < taken.length) {
    const parent = answers.at(-1)?.id ?? ''
    const some = taken.slice(answers.length, answers.length + batch)
    // Now and then a reply, so that the hostile name is also whom somebody answers.
    const sent = some.map((words, at) => (at % 7 === 1 ? { ...words, parent } : words))
    answers.push(...(await eightAtOnce(sent, (words) => send(hub, slug, words))))
    feeds.push((await pageAt(hub.at(`posts/${slug}/comments.xml`))).body)
  }
  return { answers, feeds }
}

const clear: Omit<Seen, 'articles' | 'outside'> = {
  happenings: [],
  headings: 1,
  wide: [],
  hasForm: true,
}

/** Hostile texts, and how they are sent. */
export interface HostileSet {
  of: string
  texts: readonly string[]
  /** Where they are sent. */
  slug: string
  /** In how many comments at most. */
  most: number
  /** How many comments at a time; the feed, which holds fifty, is read after each time. */
  batch: number
  /** Each how-manieth of the rest is judged. */
  step: number
  /** Over how many pages a search for them goes on, of the two that are read. */
  pagesOfSearch: 1 | 2
  isHere: boolean
}

/** Tests that none of these sets does anything in any page of a hub. */
export const testHostileHub = (sets: readonly HostileSet[]) => {
  beforeAll(async () => {
    ;[hub, browser] = await Promise.all([startHub('root', '/'), shareBrowser()])
    trap = await openTrap(browser, new URL(hub.url).origin)
  })
  afterAll(async () => {
    await trap?.context.close()
    await hub?.close()
  })

  test('the test detects scripts that run, policy violations, external requests and wide pages', async () => {
    const body =
      '<main class="e-content"><img src="https://e.example/x" onerror="alert(1)">' +
      `<p onmouseover="prompt(1)">${'a'.repeat(200)}</p></main>`
    const type = { 'content-type': 'text/html' }
    const free = await trap.read(hub.url, { body, headers: type })
    expect(free.happenings).toEqual(
      expect.arrayContaining([
        'https://e.example/x was asked for',
        'alert was called',
        'prompt was called',
      ]),
    )
    expect(free.wide).not.toEqual([])
    const policy = { ...type, 'content-security-policy': "script-src 'self'" }
    const bound = await trap.read(hub.url, { body, headers: policy })
    expect(bound.happenings).toContain("the policy's script-src-attr was broken by inline")
    expect(bound.happenings).not.toContain('alert was called')
  })

  for (const { of, texts, slug, most, batch, step, pagesOfSearch, isHere } of sets)
    describe.skipIf(!isHere)(
      `stored XSS: ${of}${isHere ? '' : ' (skipped without HUB_CORPORA)'}`,
      () => {
        const plan = planFor(texts, built, most)
        const path = `posts/${slug}/`
        let before: Seen
        let answers: Answer[]
        let feeds: string[]
        let pages: { url: string; body: string }[]

        beforeAll(async () => {
          before = await trap.read(hub.at(path))
          ;({ answers, feeds } = await converse(slug, plan.taken, batch))
          pages = await pagesFrom(hub.at(path))
          const [bodies, names, websites] = plan.counts
          console.log(
            `${of}: ${bodies} bodies, ${names} names and ${websites} websites that are taken, all`,
            `bodies and as many of the others as there are comments: ${answers.length} on`,
            `${pages.length} pages; of ${plan.refused.length} refused, each ${step}th`,
          )
        }, 240_000)

        test('text that the rules accept is published in the conversation', () => {
          const lost = answers.filter(({ status, id }) => status !== 303 || !id)
          expect(lost.map(({ words, status }) => [status, words])).toEqual([])
          const shown = pages.flatMap(({ body }) => [
            ...body.matchAll(/<article class="comment[^>]*id="c-([^"]*)"/g),
          ])
          expect(shown.map(([, id]) => id).toSorted()).toEqual(
            answers.map(({ id }) => id).toSorted(),
          )
        })

        test('no page of it has anything that can run', async () => {
          const orders = await Promise.all(
            ['newest', 'appreciated'].map((sort) => pageAt(`${hub.at(path)}?sort=${sort}`)),
          )
          expect([...pages, ...orders].flatMap(faultsIn)).toEqual([])
        })

        test('Chromium runs nothing, and no page is wider than 360 px', async () => {
          for (const { url, body } of pages) {
            const articles = body.split('<article class="comment').length - 1
            expect(await trap.read(url), url).toEqual({ ...before, ...clear, articles })
          }
        })

        test('the feed is valid XML, has every comment, and nothing in it can run', () => {
          const entries = feeds.flatMap(entriesOf)
          expect(new Set(entries.map(({ id }) => id.text)).size).toBe(answers.length)
          expect(entries.flatMap(({ content }) => dangersIn(content.text))).toEqual([])
        })

        test('the search shows it as plain text', async () => {
          const asked = ['alert', 'script onerror', 'javascript', ...every(step, texts)]
          const found = await eightAtOnce(asked, (words) =>
            pagesFrom(hub.at(`search/?${new URLSearchParams({ q: words })}`), 2),
          )
          expect(found.flat().flatMap(faultsIn)).toEqual([])
          expect(found[0]!.length).toBe(pagesOfSearch)
          for (const { url } of every(4, found.flat()))
            expect(await trap.read(url), url).toMatchObject({
              happenings: [],
              headings: 1,
              wide: [],
            })
        })

        test('the reply page and the edit page show it as plain text', async () => {
          const some = every(step, answers)
          const replies = await eightAtOnce(some, ({ id }) =>
            pageAt(hub.at(`comments/${id}/reply/`)),
          )
          const revisions = await eightAtOnce(some, ({ id, cookie }) =>
            pageAt(hub.at(`comments/${id}/revision`), cookie),
          )
          const both = [...replies, ...revisions]
          expect(both.map(({ status }) => status)).toEqual(both.map(() => 200))
          expect(both.flatMap(faultsIn)).toEqual([])
          for (const { url, body } of every(4, both))
            expect(
              await trap.read(url, { body, headers: { 'content-type': 'text/html' } }),
              url,
            ).toMatchObject(clear)
        })

        test('refused text is returned in its form and cannot run there', async () => {
          const refused = await eightAtOnce(every(step, plan.refused), (words) =>
            send(hub, 'permanent', words),
          )
          expect(refused.filter(({ status }) => status !== 422).map(({ words }) => words)).toEqual(
            [],
          )
          const shown = refused.map(({ body, words }) => ({ url: JSON.stringify(words), body }))
          expect(shown.flatMap(faultsIn)).toEqual([])
          const address = hub.at('conversations/post:permanent/comments')
          for (const { body, headers, words } of every(4, refused))
            expect(
              await trap.read(address, { body, headers }),
              JSON.stringify(words),
            ).toMatchObject(clear)
        })
      },
    )
}
