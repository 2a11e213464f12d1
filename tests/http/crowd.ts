import { expect, test } from 'vitest'
import { ask, cookieOf, say, stranger } from '../world'

/** Tests that so many guests and as many strangers, all at once, each get a page of their own. */
export const testCrowd = (guests: number) => {
  test(`the answers to ${2 * guests} people at once hold nobody else’s name`, async () => {
    const crowd = Array.from({ length: guests }, () => stranger())
    const cookies = await Promise.all(
      crowd.map(async (one) => cookieOf(await say(one, `I am ${one.name}, waiting`))),
    )
    const pages = await Promise.all(
      crowd.flatMap((_, i) => [
        ask('/community/posts/open/', {}, { cookie: cookies[i] }),
        ask('/community/posts/open/'),
      ]),
    )
    for (const [i, one] of crowd.entries()) {
      expect(pages[2 * i]!.body).toContain(`I am ${one.name}, waiting`)
      expect(pages[2 * i]!.body.match(/I am Stranger \d+, waiting/g)).toHaveLength(1)
      expect(pages[2 * i + 1]!.body).not.toContain(', waiting')
    }
  })
}
