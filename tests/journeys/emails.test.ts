import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../worker/lib/id'
import { overhang, violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, type RunningHub, shareBrowser, stopPathOf, visitHub, visitor } from './hub'

let hub: RunningHub
let browser: Browser
beforeAll(async () => {
  hub = await visitHub('sample')
  browser = await shareBrowser()
})

test('axe finds no violation in any email, in light and in dark, and each fits 320 px', async () => {
  const { context, page } = await visitor(browser, { viewport: { width: 320, height: 800 } })
  await open(page, hub.at('dev/mail/preview/'))
  const links = page.getByRole('link', { name: 'Open alone' })
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
  expect(paths.length).toBeGreaterThan(8)
  const faults: Record<string, string[]> = {}
  for (const path of paths) {
    await open(page, hub.at(path))
    const found = await violationsOf(page)
    const over = await overhang(page)
    if (found.length > 0 || over > 0) faults[path] = [...found, `${over} px too wide`]
  }
  expect(faults).toEqual({})
  await context.close()
})

test('a guest stops emails with one press, without JavaScript and without signing in', async () => {
  const id = newId(new Date())
  const name = fresh('Rosa').replaceAll("'", '')
  await hub.database.exec(
    `insert into guests (id, name, email, remember, confirmed_at, created_at) values ('${id}', '${name}', '${id}@example.org', 0, 1, 1)`,
  )
  const viewport = { width: 320, height: 800 }
  const { context, page } = await visitor(browser, { viewport, javaScriptEnabled: false })
  await open(page, hub.at(await stopPathOf(id, 'post:a-wheel-by-ear')))
  await press(page.getByRole('button', { name: /^Stop ?: .*A wheel by ear/ }))
  await page.getByRole('button', { name: /^Turn on again/ }).waitFor()
  expect(await overhang(page)).toBe(0)
  expect(await context.cookies()).toEqual([])
  const { results } = await hub.database
    .prepare('select kind, conversation from email_stops where guest_id = ?')
    .bind(id)
    .all()
  expect(results).toEqual([{ kind: '', conversation: 'post:a-wheel-by-ear' }])
  await context.close()

  const seeing = await visitor(browser, { viewport })
  await open(seeing.page, hub.at(await stopPathOf(id, 'post:a-wheel-by-ear')))
  expect(await violationsOf(seeing.page)).toEqual([])
  await seeing.context.close()
})
