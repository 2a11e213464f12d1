import { chromium } from 'playwright-core'
import { packagedChromium } from './tests/setup/chromium'
const base = 'http://localhost:8920/community/'
const browser = await chromium.launch({ executablePath: await packagedChromium(), args: ['--no-sandbox'] })
const out = '/work/notes/shots/'
const signIn = async (ctx: any, email: string) => {
  const page = await ctx.newPage()
  await page.goto(base + 'sign-in/')
  await page.fill('input[name=email]', email)
  await page.click('form:has(input[name=email]) button')
  const mails = await (await ctx.request.get(base + 'dev/mail/', { headers: { accept: 'application/json' } })).json()
  const link = /https?:\S+\/sign-in\/\S+/.exec(mails.find((m: any) => m.to === email).text)![0]
  await page.goto(link)
  if (await page.locator('input[name=name]').count()) await page.fill('input[name=name]', email.startsWith('ada') ? 'Ada Nord' : 'Bob Lind'); await page.locator('main form[method=post] button').first().click(); await page.waitForLoadState(); if (!(await page.content()).includes('house-bell')) console.log('not signed in', page.url(), (await page.textContent('main'))?.slice(0,300))
  return page
}
const ctxA = await browser.newContext({ viewport: { width: 1280, height: 900 } })
const a = await signIn(ctxA, 'ada1@example.org')
const ctxB = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false })
const b = await signIn(ctxB, 'bob1@example.org')
// ada comments on first post, bob replies
await a.goto(base)
const post = await a.locator('a[href*="/posts/"]').first().getAttribute('href')
await a.goto(new URL(post!, base).href)
await a.fill('textarea[name=body]', 'How do you store the bike in winter? I have a small shed only.')
await a.waitForTimeout(3200)
await a.click('text=Post comment')
await a.waitForTimeout(1500)
await a.goto(new URL(post!, base).href)
await a.screenshot({ path: out + 'post-a.png', fullPage: true })
await b.goto(new URL(post!, base).href)
const reply = b.locator('a:has-text("Reply")').last()
await reply.click()
await b.fill('textarea[name=body]', 'Hang it from the ceiling by the rear wheel; a hook costs *nothing*.\n\nAnd cover the saddle.')
await b.waitForTimeout(3200)
await b.click('text=Post reply')
await a.waitForTimeout(1500)
for (const [name, w] of [['1280', 1280], ['360', 360]] as const)
  for (const scheme of ['light', 'dark'] as const) {
    await a.setViewportSize({ width: w, height: 800 })
    await a.emulateMedia({ colorScheme: scheme })
    await a.goto(base + 'me/notifications/')
    await a.screenshot({ path: `${out}inbox-${name}-${scheme}.png`, fullPage: true })
  }
await a.setViewportSize({ width: 360, height: 800 })
await a.goto(base)
await a.screenshot({ path: out + 'front-360.png' })
await browser.close()
