import { Fault } from '../cli-error'
import { type Page, PATIENCE, whyNot } from './network'

/** What a card may weigh at most, in bytes: what Bluesky takes. */
const HEAVIEST = 1_000_000

/** What the build says that a page is. */
const CANONICAL = /<link rel="canonical" href="([^"]+)"/

/** The picture that the build says stands for a page. */
const PICTURE = /<meta property="og:image" content="([^"]+)"/

const get = (address: string) =>
  fetch(address, {
    headers: { 'user-agent': 'Porchlight' },
    signal: AbortSignal.timeout(PATIENCE),
  })

/**
 * The post's page as the world sees it. It throws when the page is not there: a message that leads
 * nowhere can not be called back. A hub that does not let machines in is only told about.
 */
export const visitPage = async (address: string, tell: (doubt: string) => void): Promise<Page> => {
  const page = await get(address).catch((error: unknown) => {
    throw new Fault(`${address} can not be reached: ${whyNot(error)}. Is the hub deployed?`)
  })
  if (page.status === 404 || page.status === 410)
    throw new Fault(`There is nothing at ${address} yet. Deploy first: \`npm run deploy\`.`)
  if (!page.ok) {
    tell(`${address} answers ${page.status} to us. Make sure that it is there for others.`)
    return {}
  }
  const html = await page.text()
  if (CANONICAL.exec(html)?.[1] !== address)
    tell(`What is at ${address} does not say that it is this post. Please look at it.`)
  const picture = PICTURE.exec(html)?.[1]
  return picture ? { picture: await pictureAt(picture, address) } : {}
}

/** A card is better with its picture, and no reason to fail without. */
const pictureAt = async (picture: string, page: string): Promise<Page['picture']> => {
  const url = URL.parse(picture, page)
  if (url?.origin !== new URL(page).origin) return undefined
  const answer = await get(url.href).catch(() => undefined)
  const type = answer?.headers.get('content-type') ?? ''
  if (!answer?.ok || !type.startsWith('image/')) return undefined
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return bytes.length > HEAVIEST ? undefined : { type, bytes }
}
