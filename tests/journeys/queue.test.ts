import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open as openWhole, press, RESTING } from './page-actions'
import { fresh, shareBrowser, type RunningHub, someAddress, startHub } from './hub'
import { ownerOf } from './member'
import { testInLarge, testOnce, wayOfLongJourneys } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), shareBrowser()])
})
afterAll(() => hub?.close())

/** A host with a browser of their own. */
const sitDown = (options: BrowserContextOptions = {}) => ownerOf(hub, browser, options)

/** Guests nobody has confirmed say something each: it is held. */
const hold = async (...words: { name: string; body: string }[]) => {
  for (const { name, body } of words) {
    const email = `${crypto.randomUUID()}@example.org`
    const send = () =>
      fetch(hub.at('conversations/post:open/comments'), {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', 'cf-connecting-ip': someAddress() },
        body: new URLSearchParams({ name, email, body }),
        // On a busy machine a connection that was kept may lead nowhere: it is tried anew.
        signal: AbortSignal.timeout(5000),
      })
    await expect.poll(async () => (await send()).status, { timeout: 60_000 }).toBe(303)
  }
}

const open = (page: Page, path: string) => openWhole(page, hub.at(path))

const rowOf = (page: Page, body: string) => page.locator('.queue-row', { hasText: body })
const note = (page: Page) => page.locator('[data-note]')

/** Whether readers find a comment in the conversation; asked without a browser, as it is asked often. */
const isPublic = async (body: string) => {
  const page = await fetch(hub.at('posts/open/?sort=newest'), {
    headers: { 'cf-connecting-ip': someAddress() },
    signal: AbortSignal.timeout(20_000),
  })
  const html = await page.text()
  // While the database does not answer, nothing is known of the comments.
  return page.ok && !html.includes(RESTING) ? html.includes(body) : undefined
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.closest('.queue-row')?.textContent ?? element?.textContent ?? ''
  })

/** Somebody who says something that nobody has said before. */
const named = (called: string) => {
  const name = fresh(called)
  return { name, body: `${name} waits to be decided about` }
}

describe.each(wayOfLongJourneys)('%s', (_, javaScriptEnabled) => {
  test('a host approves, removes and undoes, and readers see the result', async () => {
    const [first, second, third] = ['Anouk', 'Boris', 'Chloé'].map(named) as [
      { name: string; body: string },
      { name: string; body: string },
      { name: string; body: string },
    ]
    await hold(first, second, third)
    const { page, context } = await sitDown({ javaScriptEnabled })
    await open(page, 'desk/')
    const isOnePage = () => page.evaluate(() => 'stays' in window)
    await page.evaluate(() => Object.assign(window, { stays: true }))

    await press(rowOf(page, first.body).getByRole('button', { name: 'Approve' }))
    await note(page).getByText(`Approved the comment by ${first.name}`).waitFor()
    expect(await rowOf(page, first.body).count()).toBe(0)
    await expect.poll(() => isPublic(first.body)).toBe(true)
    // Without JavaScript the note says it first; with it, the next comment is at hand.
    await expect.poll(() => focused(page)).toContain(javaScriptEnabled ? second.body : 'Approved')
    expect(await isOnePage()).toBe(javaScriptEnabled)

    await press(note(page).getByRole('button', { name: 'Undo' }))
    await note(page).getByText('Undone').waitFor()
    expect(await rowOf(page, first.body).count()).toBe(1)
    await expect.poll(() => isPublic(first.body)).toBe(false)

    const row = rowOf(page, third.body)
    await row.locator('summary', { hasText: 'Remove' }).click()
    await row.getByLabel('Spam').check()
    await row.getByLabel('Note').fill('Sells saddles')
    await press(row.getByRole('button', { name: 'Remove it' }))
    await note(page)
      .getByText(/Removed the comment by .* \(Spam\)/)
      .waitFor()
    await open(page, 'desk/log/')
    const line = await page.locator('.desk-log li').first().textContent()
    expect(line).toContain(`removed the comment by ${third.name} (Spam)`)
    expect(line).toContain('Sells saddles')
    await press(page.locator('.desk-log li').first().getByRole('button', { name: 'Undo' }))
    await open(page, 'desk/?list=held')
    expect(await rowOf(page, third.body).count()).toBe(1)
    await context.close()
  })

  test('a bulk action fades many comments, and one undo restores them', async () => {
    const some = ['Dora', 'Emil', 'Fynn'].map(named)
    await hold(...some)
    const { page, context } = await sitDown({ javaScriptEnabled })
    await open(page, 'desk/?list=held')
    const bar = page.locator('.queue-bulk')
    expect(await bar.isVisible()).toBe(false)
    for (const { body } of some.slice(0, 2))
      await rowOf(page, body).getByRole('checkbox').first().check()
    if (javaScriptEnabled) await bar.getByText('2 selected').waitFor()
    await press(bar.getByRole('button', { name: 'Fade' }))
    await note(page).getByText('Faded 2 comments').waitFor()
    expect(await rowOf(page, some[2]!.body).count()).toBe(1)
    await open(page, 'desk/?list=faded')
    for (const { body } of some.slice(0, 2)) expect(await rowOf(page, body).count()).toBe(1)
    await page.goBack()
    await press(note(page).getByRole('button', { name: 'Undo' }))
    await note(page).getByText('Undone').waitFor()
    for (const { body } of some) expect(await rowOf(page, body).count(), body).toBe(1)
    await context.close()
  })

  test('the page of a comment pins it and says what was done', async () => {
    const one = named('Greta')
    await hold(one)
    const { page, context } = await sitDown({ javaScriptEnabled })
    await open(page, 'desk/?list=held')
    await rowOf(page, one.body).getByRole('link', { name: 'More' }).click()
    await page.locator('h1', { hasText: one.name }).waitFor()
    await press(page.getByRole('button', { name: 'Approve' }))
    await note(page).getByText('Approved').waitFor()
    await press(page.getByRole('button', { name: 'Pin' }))
    await note(page).getByText('Pinned').waitFor()
    await press(page.getByRole('button', { name: 'Lock the conversation' }))
    await note(page).getByText('Locked').waitFor()
    await press(note(page).getByRole('button', { name: 'Undo' }))
    await note(page).getByText('Undone').waitFor()
    expect(await page.locator('.desk-log li').count()).toBe(2)
    await page.getByRole('link', { name: 'View in conversation' }).click()
    const comment = page.locator('.comment', { hasText: one.body }).first()
    await comment.getByRole('link', { name: 'Decide' }).click()
    await page.getByRole('button', { name: 'Unpin' }).waitFor()
    await context.close()
  })
})

testOnce('the queue works by keyboard alone: move, decide, choose and undo', async () => {
  await hold(...['Hedda', 'Ivo', 'Jana', 'Kuno', 'Lena'].map(named))
  const { page, context } = await sitDown()
  await open(page, 'desk/?list=held')
  // What the filter has learned so far decides in which order they wait.
  const words = await page.locator('.queue-row .e-content').allTextContents()
  const [first, second, third, fourth, fifth] = words.map((each) => each.trim()) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const press = (key: string) => page.keyboard.press(key)
  await press('j')
  await expect.poll(() => focused(page)).toContain(first)
  await press('j')
  await expect.poll(() => focused(page)).toContain(second)
  await press('k')
  await press('a')
  await note(page).getByText('Approved the comment by').waitFor()
  expect(await rowOf(page, first).count()).toBe(0)
  await expect.poll(() => focused(page)).toContain(second)
  await press('f')
  await note(page).getByText('Faded the comment by').waitFor()
  await expect.poll(() => focused(page)).toContain(third)

  await press('r')
  await press('2')
  await press('Enter')
  await note(page)
    .getByText(/Removed the comment by .* \(Spam\)/)
    .waitFor()
  await expect.poll(() => focused(page)).toContain(fourth)
  await press('u')
  await note(page).getByText('Undone').waitFor()
  expect(await rowOf(page, third).count()).toBe(1)

  await press('x')
  await page.locator('.queue-bulk').getByText('1 selected').waitFor()
  await press('x')
  // Two at once, faster than the hub answers.
  await press('a')
  await press('a')
  for (const body of [fourth, fifth]) await rowOf(page, body).waitFor({ state: 'detached' })
  await expect.poll(() => isPublic(fifth), { timeout: 20_000 }).toBe(true)
  await expect.poll(() => isPublic(fourth)).toBe(true)

  await rowOf(page, third).focus()
  await press('Enter')
  await page.locator('h1', { hasText: 'A comment by' }).waitFor()
  await context.close()
})

testOnce(
  'keyboard shortcuts do nothing while a host types, and nothing once they are switched off',
  async () => {
    const one = named('Mona')
    await hold(one)
    const { page, context } = await sitDown()
    await open(page, 'desk/?list=held')
    const row = rowOf(page, one.body)
    await row.locator('summary', { hasText: 'Remove' }).click()
    await row.getByLabel('Note').pressSequentially('a fax, j?')
    expect(await row.getByLabel('Note').inputValue()).toBe('a fax, j?')
    await row.focus()
    await page.keyboard.press('Control+a')
    expect(await note(page).count()).toBe(0)

    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.keyboard.press('a')
    await dialog.getByLabel('Use these keys').uncheck()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.reload()
    await row.focus()
    await page.keyboard.press('a')
    await page.keyboard.press('?')
    expect(await dialog.isVisible()).toBe(false)
    expect(await note(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Keys', exact: true }).click()
    expect(await dialog.getByLabel('Use these keys').isChecked()).toBe(false)
    await context.close()
  },
)

testOnce('a host’s typed text stays while another comment leaves the list', async () => {
  const [nora, otto] = ['Nora', 'Otto'].map(named)
  await hold(nora!, otto!)
  const { page, context } = await sitDown()
  await open(page, 'desk/?list=held')
  const row = rowOf(page, otto!.body)
  await row.locator('summary', { hasText: 'Remove' }).click()
  await row.getByLabel('Note').fill('Half a sen')
  await press(rowOf(page, nora!.body).getByRole('button', { name: 'Approve' }))
  await note(page).getByText('Approved').waitFor()
  expect(await row.getByLabel('Note').inputValue()).toBe('Half a sen')
  await context.close()
})

testInLarge(
  'the desk shows any name and text without breaking, in light and dark mode, at any width',
  async () => {
    await hold(
      { name: 'W'.repeat(60), body: 'x'.repeat(10_000) },
      { name: 'يوسف بن علي', body: 'مرحبا، هل يمكنني استبدال الدراجة؟ '.repeat(40) },
      { name: 'Z̷ạl̷g̷o', body: 'Z̷̢̛̳̈ą̶l̸g̵o '.repeat(300) },
      {
        name: '<b>Bobby</b>',
        body: '<script>alert(1)</script>\n\n# Loud\n\n| a | b |\n|---|---|\n| c | d |',
      },
      { name: 'Lines', body: 'One line\n\n'.repeat(400) },
      { name: 'Code', body: `\`\`\`\n${'y'.repeat(3000)}\n\`\`\`` },
    )
    const { page, context } = await sitDown()
    const found: Record<string, unknown> = {}
    const look = async (name: string) => {
      await page.setViewportSize({ width: 1280, height: 900 })
      const wide = await overhang(page)
      const violations = await violationsOf(page)
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const [small, over] = [await smallTargets(page), await overhang(page)]
        if (violations.length + small.length + over + wide > 0)
          found[`${name}, ${width}`] = { violations, small, over, wide }
      }
    }
    for (const list of ['reported', 'awaiting', 'resting', 'faded']) {
      await open(page, `desk/?list=${list}`)
      await look(list)
    }
    await open(page, 'desk/?list=held')
    for (const summary of await page.locator('.queue-row summary').all()) await summary.click()
    await page.getByLabel('Choose all on this page').check()
    await look('held, all open and chosen')
    await page.getByRole('button', { name: 'Keys', exact: true }).click()
    await look('the keys')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await rowOf(page, 'x'.repeat(100)).first().getByRole('link', { name: 'More' }).click()
    await page.locator('h1', { hasText: 'WWW' }).first().waitFor()
    await page.waitForLoadState()
    await look('one comment')
    expect(found).toEqual({})
    await context.close()
  },
)
