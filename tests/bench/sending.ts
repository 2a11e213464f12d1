import { base, type Running } from './hub'

/** A comment that nobody sent before, from somebody new at an address of their own. */
export const newComment = (number: number) => ({
  method: 'POST' as const,
  path: `${base}conversations/post:talk/comments`,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    'cf-connecting-ip': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
  },
  body: new URLSearchParams({
    name: `Writer ${number}`,
    email: `writer${number}@example.org`,
    body: `Number ${number}: my chain skips on the smallest sprocket, though it is new. **Which** part is worn?`,
  }).toString(),
})

/** Sends it, and gives back the cookie by which the hub knows its writer from then on. */
export const sendComment = async ({ origin }: Running, number: number) => {
  const { path, ...comment } = newComment(number)
  const answer = await fetch(origin + path, { ...comment, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`a comment was refused: ${answer.status}`)
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! }
}
