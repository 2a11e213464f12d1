import { resolve } from 'node:path'
import type { APIRoute } from 'astro'
import { listPublic } from '../posts/list'
import { cardFile, hasCards, hubCard, postCard } from './card'
import { drawCard } from './draw'
import { hubIcons } from './icon'
import { cachedPicture } from './picture-cache'

const folder = resolve('node_modules/.cache/porchlight/cards')

interface Drawing {
  type: string
  draw: () => Promise<Uint8Array>
}

/** The generated pictures, icons and share cards, by their hashed name. */
export const getStaticPaths = async () => {
  const pictures = new Map<string, Drawing>()
  for (const { file, type, bytes } of await hubIcons())
    pictures.set(file, { type, draw: () => Promise.resolve(bytes) })
  const cards = hasCards() ? [hubCard(), ...(await listPublic()).map(postCard)] : []
  for (const card of cards) {
    const file = cardFile(card)
    pictures.set(file, {
      type: 'image/png',
      draw: () => cachedPicture(folder, file, () => drawCard(card)),
    })
  }
  return [...pictures].map(([file, props]) => ({ params: { file }, props }))
}

export const GET: APIRoute<Drawing> = async ({ props }) =>
  new Response(new Uint8Array(await props.draw()), { headers: { 'content-type': props.type } })
