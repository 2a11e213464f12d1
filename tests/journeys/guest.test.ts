import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guest, openBrowser, type RunningHub, startHub, visitor } from './hub'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

const write = async (page: Page, who: ReturnType<typeof guest>, words: string) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name').fill(who.name)
  await page.getByLabel('E-mail').fill(who.email)
  await page.getByRole('button', { name: 'Post comment' }).click()
}

/** The link in the newest letter to somebody. */
const letterTo = async (page: Page, { email }: { email: string }) => {
  const answer = await page.request.get(hub.at('dev/mail/'), {
    headers: { accept: 'application/json' },
  })
  const letters: { to: string; text: string }[] = await answer.json()
  return /https?:\S+\/confirmation\/\S+/.exec(letters.find(({ to }) => to === email)!.text)![0]
}

/** Opens the conversation; on a machine that is busy its comments may rest for a moment. */
const visit = async (page: Page) => {
  const answers = async () => !(await page.content()).includes('Comments are resting')
  for (let tries = 0; tries < 5; tries++) {
    await page.goto(hub.at('posts/open/'))
    if (await answers()) return
  }
}

const local = (link: string) => new URL(new URL(link).pathname, hub.url).href

const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })

/** Somebody whose first comment stands in a conversation, for everybody. */
const known = async (javaScriptEnabled: boolean, name: string, words: string) => {
  const who = guest(name)
  const { page, context } = await visitor(browser, { javaScriptEnabled })
  await visit(page)
  await write(page, who, words)
  await readable(page, words).waitFor()
  await page.goto(local(await letterTo(page, who)))
  await page.getByRole('button', { name: 'Yes, show my comment' }).click()
  await readable(page, words).waitFor()
  return { page, context, who }
}

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('%s', (how, javaScriptEnabled) => {
  const suffix = javaScriptEnabled ? 'Js' : 'Plain'

  test('a guest writes, follows the mailed link, and everybody can read it', async () => {
    const rosa = guest(`Rosa${suffix}`)
    const words = `Does the shop fix tandems? (${how})`
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    expect(await context.cookies()).toEqual([])

    await write(page, rosa, words)
    await readable(page, words).waitFor()
    expect(await readable(page, words).textContent()).toContain('Only you can see this')
    await visit(page)
    expect(await readable(page, words).count()).toBe(1)

    const stranger = await visitor(browser, { javaScriptEnabled })
    await visit(stranger.page)
    expect(await stranger.page.content()).not.toContain(words)

    await page.goto(local(await letterTo(page, rosa)))
    await page.getByRole('button', { name: 'Yes, show my comment' }).click()
    await readable(page, words).waitFor()
    await visit(stranger.page)
    expect(await readable(stranger.page, words).count()).toBe(1)
    await context.close()
    await stranger.context.close()
  })

  test('a reply stands below what it answers, is changed, and is taken back', async () => {
    const words = `The tandem rattles (${how})`
    const { page, context, who } = await known(javaScriptEnabled, `Ben${suffix}`, words)

    await readable(page, words)
      .getByRole('link', { name: /^Reply/ })
      .click()
    await page.getByLabel(/Your (reply|comment)/).fill(`Try the eccentric (${how})`)
    await page.getByLabel('Name').fill(who.name)
    await page.getByLabel('E-mail').fill(who.email)
    await page.getByRole('button', { name: /^Post/ }).click()
    const reply = readable(page, `Try the eccentric (${how})`)
    await reply.waitFor()
    expect(await reply.getAttribute('data-depth')).toBe('1')

    await reply.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Your comment').fill(`Try the eccentric bottom bracket (${how})`)
    await page.getByRole('button', { name: 'Save' }).click()
    const changed = readable(page, `Try the eccentric bottom bracket (${how})`)
    await changed.waitFor()
    expect(await changed.textContent()).toContain('edited')

    await changed.getByText('Delete', { exact: true }).click()
    await changed.getByRole('button', { name: 'Yes, for good' }).click()
    await changed.waitFor({ state: 'detached' })
    expect(await readable(page, words).count()).toBe(1)
    await context.close()
  })

  test('a reaction is given to a post and to a comment, counted once, and taken back', async () => {
    const words = `A fine tandem (${how})`
    const author = await known(javaScriptEnabled, `Cleo${suffix}`, words)
    await author.context.close()
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)

    const comment = readable(page, words)
    await comment.getByRole('button', { name: /^Thumbs up/ }).click()
    await comment.getByRole('button', { name: 'Thumbs up, 1', pressed: true }).waitFor()
    await visit(page)
    await comment.getByRole('button', { name: 'Thumbs up, 1', pressed: true }).click()
    await comment.getByRole('button', { name: 'Thumbs up', exact: true }).waitFor()

    const bar = page.locator('hub-reactions')
    const before = Number(
      (await bar.getByRole('button', { name: /^Heart/ }).textContent())?.replace(/\D/g, ''),
    )
    await bar.getByRole('button', { name: /^Heart/ }).click()
    await bar.getByRole('button', { name: `Heart, ${before + 1}`, pressed: true }).waitFor()
    await context.close()
  })

  test('what is refused comes back as it was typed, with the reason and the focus on it', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    await page.getByLabel('Website').fill('javascript:alert(1)')
    await write(page, guest(`Dora${suffix}`), `Words not to be lost (${how})`)
    const website = page.getByLabel('Website')
    await page.locator('#comment-website-fault').waitFor()
    expect(await website.inputValue()).toBe('javascript:alert(1)')
    expect(await page.getByLabel('Your comment').inputValue()).toBe(`Words not to be lost (${how})`)
    expect(await website.evaluate((field) => field === document.activeElement)).toBe(true)
    await context.close()
  })

  test('words are shown as they will look before they are posted', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    await page.getByLabel('Your comment').fill(`A **strong** word (${how})`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.locator('.comment-preview strong').waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe(`A **strong** word (${how})`)
    expect(await context.cookies()).toEqual([])
    await context.close()
  })
})

describe('with JavaScript, better', () => {
  test('a draft survives a closed tab, and is gone once it was posted', async () => {
    const { page, context } = await visitor(browser)
    await visit(page)
    await page.getByLabel('Your comment').fill('Half a thought')
    await page.close()
    const again = await context.newPage()
    await visit(again)
    expect(await again.getByLabel('Your comment').inputValue()).toBe('Half a thought')
    await write(again, guest('Edna'), 'A whole thought')
    await readable(again, 'A whole thought').waitFor()
    await visit(again)
    expect(await again.getByLabel('Your comment').inputValue()).toBe('')
    await context.close()
  })

  test('posting, answering and reacting never leave the page, and are said aloud', async () => {
    const { page, context } = await visitor(browser)
    await visit(page)
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }))
    await write(page, guest('Fay'), 'Posted in place')
    await readable(page, 'Posted in place').waitFor()
    expect(await page.getByRole('status').textContent()).toContain('Only you can see this')
    await page
      .locator('hub-reactions')
      .getByRole('button', { name: /^Hooray/ })
      .click()
    await page
      .locator('hub-reactions')
      .getByRole('button', { name: /^Hooray, \d/, pressed: true })
      .waitFor()
    expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true)
    await context.close()
  })

  test('a reply is written below what it answers, and can be left', async () => {
    const author = await known(true, 'Hal', 'Answer me in place')
    await author.context.close()
    const { page, context } = await visitor(browser)
    await visit(page)
    const comment = readable(page, 'Answer me in place')
    await comment.getByRole('link', { name: /^Reply/ }).click()
    await page.getByLabel('Your comment').fill('A *thought*')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page
      .locator('article.comment:has-text("Answer me in place") + form .comment-preview em')
      .waitFor()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.locator('.comments + .comment-form, hub-thread > .comment-form').waitFor()
    expect(await page.getByLabel(/^Your/).inputValue()).toBe('')
    await context.close()
  })

  test('a form goes its ordinary way when the hub does not answer the script', async () => {
    const { page, context } = await visitor(browser)
    await visit(page)
    await page.route('**/conversations/**', (route) =>
      route.request().headers()['hub-fragment'] ? route.abort() : route.fallback(),
    )
    await write(page, guest('Gil'), 'Posted all the same')
    await readable(page, 'Posted all the same').waitFor()
    await context.close()
  })
})
