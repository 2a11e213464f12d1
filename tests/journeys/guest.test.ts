import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { open, openUntil, press } from './page-actions'
import { fresh, guest, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { linkTo } from './letters'
import { testOnce, wayOfLongJourneys, ways } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

const write = async (page: Page, who: ReturnType<typeof guest>, words: string) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name').fill(who.name)
  await page.getByLabel('Email').fill(who.email)
  await press(page.getByRole('button', { name: 'Post comment' }))
}

const visit = (page: Page) => open(page, hub.at('posts/open/'))

/** Follows the link that was mailed to them, and shows their comment to everybody. */
const confirm = async (page: Page, { email }: { email: string }) => {
  await open(page, await linkTo(hub, page, email, '/confirmation/'))
  await press(page.getByRole('button', { name: 'Publish my comment' }))
}

const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })

/** Opens the conversation, once the words are in it. */
const visitUntil = (page: Page, words: string) =>
  openUntil(page, hub.at('posts/open/'), readable(page, words))

/** Somebody whose first comment stands in a conversation, for everybody. */
const known = async (javaScriptEnabled: boolean, name: string, words: string) => {
  const who = guest(name)
  const { page, context } = await visitor(browser, { javaScriptEnabled })
  await visit(page)
  await write(page, who, words)
  await readable(page, words).waitFor()
  await confirm(page, who)
  await readable(page, words).waitFor()
  return { page, context, who }
}

describe.each(ways)('%s', (_, javaScriptEnabled) => {
  test('a guest comments, follows the emailed link, and the comment is public', async () => {
    const rosa = guest('Rosa')
    const words = fresh('Does the shop fix tandems?')
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    expect(await context.cookies()).toEqual([])

    await write(page, rosa, words)
    await readable(page, words).waitFor()
    expect(await readable(page, words).textContent()).toContain('Not public yet')
    await visit(page)
    expect(await readable(page, words).count()).toBe(1)

    const stranger = await visitor(browser, { javaScriptEnabled })
    await visit(stranger.page)
    expect(await stranger.page.content()).not.toContain(words)

    await confirm(page, rosa)
    await readable(page, words).waitFor()
    await visitUntil(stranger.page, words)
    await context.close()
    await stranger.context.close()
  })
})

describe.each(wayOfLongJourneys)('%s', (_, javaScriptEnabled) => {
  test('a reply is shown below its parent, edited, and withdrawn', async () => {
    const words = fresh('The tandem rattles')
    const { page, context, who } = await known(javaScriptEnabled, 'Ben', words)

    await readable(page, words)
      .getByRole('link', { name: /^Reply/ })
      .click()
    const answer = fresh('Try the eccentric')
    await page.getByLabel(/Your (reply|comment)/).fill(answer)
    await page.getByLabel('Name').fill(who.name)
    await page.getByLabel('Email').fill(who.email)
    await press(page.getByRole('button', { name: /^Post/ }))
    const reply = readable(page, answer)
    await reply.waitFor()
    expect(await reply.getAttribute('data-depth')).toBe('1')

    await reply.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Your comment').fill(`${answer}, the bottom bracket`)
    await press(page.getByRole('button', { name: 'Save' }))
    const changed = readable(page, `${answer}, the bottom bracket`)
    await changed.waitFor()
    expect(await changed.textContent()).toContain('edited')

    await changed.getByText('Delete', { exact: true }).click()
    await press(changed.getByRole('button', { name: 'Delete permanently' }))
    await changed.waitFor({ state: 'detached' })
    expect(await readable(page, words).count()).toBe(1)
    await context.close()
  })

  test('a reaction to a post and to a comment is added, counted once, and removed', async () => {
    const words = fresh('A fine tandem')
    const author = await known(javaScriptEnabled, 'Cleo', words)
    await author.context.close()
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visitUntil(page, words)

    const comment = readable(page, words)
    await press(comment.getByRole('button', { name: /^Thumbs up/ }))
    await comment.getByRole('button', { name: 'Thumbs up, 1', pressed: true }).waitFor()
    await visit(page)
    await press(comment.getByRole('button', { name: 'Thumbs up, 1', pressed: true }))
    await comment.getByRole('button', { name: 'Thumbs up', exact: true }).waitFor()

    const bar = page.locator('hub-reactions')
    const before = Number(
      (await bar.getByRole('button', { name: /^Heart/ }).textContent())?.replace(/\D/g, ''),
    )
    await press(bar.getByRole('button', { name: /^Heart/ }))
    await bar.getByRole('button', { name: `Heart, ${before + 1}`, pressed: true }).waitFor()
    await context.close()
  })

  test('a refused form returns the typed text, the reason and the focus on the fault', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    await page.getByLabel('Website').fill('javascript:alert(1)')
    const words = fresh('Words not to be lost')
    await write(page, guest('Dora'), words)
    const website = page.getByLabel('Website')
    await page.locator('#comment-website-fault').waitFor()
    expect(await website.inputValue()).toBe('javascript:alert(1)')
    expect(await page.getByLabel('Your comment').inputValue()).toBe(words)
    expect(await website.evaluate((field) => field === document.activeElement)).toBe(true)
    await context.close()
  })

  test('a comment can be previewed before it is posted', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await visit(page)
    await page.getByLabel('Your comment').fill('A **strong** word')
    await press(page.getByRole('button', { name: 'Preview' }))
    await page.locator('.comment-preview strong').waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe('A **strong** word')
    expect(await context.cookies()).toEqual([])
    await context.close()
  })
})

describe('with JavaScript', () => {
  testOnce('a draft survives a closed tab and is deleted after posting', async () => {
    const { page, context } = await visitor(browser)
    await visit(page)
    await page.getByLabel('Your comment').fill('Half a thought')
    await page.close()
    const again = await context.newPage()
    await visit(again)
    expect(await again.getByLabel('Your comment').inputValue()).toBe('Half a thought')
    const words = fresh('A whole thought')
    await write(again, guest('Edna'), words)
    await readable(again, words).waitFor()
    await visit(again)
    expect(await again.getByLabel('Your comment').inputValue()).toBe('')
    await context.close()
  })

  testOnce('commenting, replying and reacting stay on the page and are announced', async () => {
    const { page, context } = await visitor(browser)
    await visit(page)
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }))
    const words = fresh('Posted in place')
    await write(page, guest('Fay'), words)
    await readable(page, words).waitFor()
    await page.getByRole('status').getByText('Not public yet').waitFor()
    const bar = page.locator('hub-reactions')
    await press(bar.getByRole('button', { name: /^Hooray/ }))
    await bar.getByRole('button', { name: /^Hooray, \d/, pressed: true }).waitFor()
    expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true)
    await context.close()
  })

  testOnce('a reply is written below its parent and can be cancelled', async () => {
    const words = fresh('Answer me in place')
    const author = await known(true, 'Hal', words)
    await author.context.close()
    const { page, context } = await visitor(browser)
    await visitUntil(page, words)
    const comment = readable(page, words)
    await comment.getByRole('link', { name: /^Reply/ }).click()
    await page.getByLabel('Your comment').fill('A *thought*')
    await press(page.getByRole('button', { name: 'Preview' }))
    await page.locator(`article.comment:has-text("${words}") + form .comment-preview em`).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('.comments + .comment-form, hub-thread > .comment-form').waitFor()
    expect(await page.getByLabel(/^Your/).inputValue()).toBe('')
    await context.close()
  })

  testOnce('a click before the script has loaded is not lost, nor is the focus', async () => {
    const { page, context } = await visitor(browser)
    let letCome = () => {}
    const isTime = new Promise<void>((done) => (letCome = done))
    await page.route('**/_astro/*.js', async (route) => {
      await isTime
      await route.continue()
    })
    await page.goto(hub.at('posts/open/'), { waitUntil: 'commit' })
    const [words, { name, email }] = [fresh('Faster than the script'), guest('Ina')]
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Your comment').fill(words)
    await page.getByRole('button', { name: 'Post comment' }).hover()
    await page.mouse.down()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    expect(await focused()).toBe('Post comment')
    letCome()
    await page.waitForFunction(() => customElements.get('hub-thread'))
    expect(await focused()).toBe('Post comment')
    await page.mouse.up()
    await readable(page, words).waitFor()
    await context.close()
  })
})
