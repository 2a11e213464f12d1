import { expect, test } from 'vitest'
import { linkFor } from '../pages/email-stops/letters'
import { ask, member, say, send, stranger, topic } from '../world'

/*
 * Whatever is turned on and off by a form says which of the two it wants, so that a form that is sent
 * twice, by a browser or by a person, is the same as one. Which those are is in docs/http.md.
 */

const papers: Record<string, string> = import.meta.glob('../../docs/http.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const [paper] = Object.values(papers)

/** The addresses with a field `to`, such as `comments/<id>/reactions`. */
const toggles = [...paper!.matchAll(/^\| POST\s*\| `B ([^`]+)`\s*\|([^|]*)\|/gm)]
  .filter(([, , fields = '']) => /`to\b/.test(fields))
  .map(([, address]) => address!)

const olga = await member({ role: 'owner' })
const at = ({ id, slug }: { id: string; slug: string }) =>
  `topics/${id.slice('topic:'.length)}/${slug}/`

const question = await topic({ by: olga })
const asked = await say(stranger(), 'An answer of a stranger', {
  to: question.id,
  cookie: undefined,
})
const id = /c-([0-9a-f-]{36})/.exec(asked.headers.get('location')!)![1]!
await send(`/community/comments/${id}/approval`, {}, olga)
const twin = await topic({ by: olga })
await send(
  `/community/conversations/${twin.id}/duplicate`,
  { of: `https://hub.test/community/${at(question)}` },
  olga,
)
const pages = [
  at(question),
  at(twin),
  at(await topic({ kind: 'idea' })),
  at(await topic({ kind: 'resource' })),
  'me/',
  `desk/comments/${id}/`,
  (await linkFor({ kind: 'member', id: olga.id })).replace('/community/', ''),
]

/** Every form of a page with its content. */
const formsOf = async (path: string) =>
  (await ask(`/community/${path}`, {}, olga)).body.match(/<form[^]*?<\/form>/g) ?? []
const forms = (await Promise.all(pages.map(formsOf))).flat()

const isFor = (address: string) => {
  const action = address.replaceAll(/<[^>]+>/g, '[^/"]+')
  return (form: string) => new RegExp(`action="/community/${action}"`).test(form)
}

test('there are toggles', () => expect(toggles.length).toBeGreaterThan(8))

/** The first decides about many at once; the form of the second is shown to members with points. */
const UNSEEN = ['desk/decisions', 'me/ranking']

test.each(toggles.filter((address) => !UNSEEN.includes(address)))(
  'each form for B %s says what it wants',
  (address) => {
    // The form that names the earlier question sets it, however often it is sent.
    const found = forms.filter(isFor(address)).filter((form) => !form.includes('name="of"'))
    expect(found).not.toEqual([])
    for (const form of found) expect(form).toMatch(/name="to" value="\w+"/)
  },
)
