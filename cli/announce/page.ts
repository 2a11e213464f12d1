import { CliError } from '../cli-error'
import { type PublicPage, TIME_LIMIT, reasonOf } from './network'

/** Bluesky's limit for the picture of a link card, in bytes. */
const HEAVIEST = 1_000_000

/** The page's own address. */
const CANONICAL = /<link rel="canonical" href="([^"]+)"/

/** The page's share picture. */
const PICTURE = /<meta property="og:image" content="([^"]+)"/

const get = (address: string) =>
  fetch(address, {
    headers: { 'user-agent': 'Porchlight' },
    signal: AbortSignal.timeout(TIME_LIMIT),
  })

/**
 * Requests the public page of the post. Throws when it does not exist, because an announcement cannot
 * be taken back. Any other error status, as from a bot filter, is only a warning.
 */
export const readPublicPage = async (
  address: string,
  tell: (doubt: string) => void,
): Promise<PublicPage> => {
  const page = await get(address).catch((error: unknown) => {
    throw new CliError(`${address} cannot be reached: ${reasonOf(error)}. Is the hub deployed?`)
  })
  if (page.status === 404 || page.status === 410)
    throw new CliError(`${address} does not exist yet. Deploy first: \`npm run deploy\`.`)
  if (!page.ok) {
    tell(`${address} answers ${page.status}. Check in a browser that others can read it.`)
    return {}
  }
  const html = await page.text()
  if (CANONICAL.exec(html)?.[1] !== address)
    tell(
      `The page at ${address} does not name this address as its canonical one. Check that it is the post.`,
    )
  const picture = PICTURE.exec(html)?.[1]
  return picture ? { picture: await pictureAt(picture, address) } : {}
}

/** The share picture; undefined if it cannot be loaded, or is too large or on another host. */
const pictureAt = async (picture: string, page: string): Promise<PublicPage['picture']> => {
  const url = URL.parse(picture, page)
  if (url?.origin !== new URL(page).origin) return undefined
  const answer = await get(url.href).catch(() => undefined)
  const type = answer?.headers.get('content-type') ?? ''
  if (!answer?.ok || !type.startsWith('image/')) return undefined
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return bytes.length > HEAVIEST ? undefined : { type, bytes }
}
