import { type Answer, type Request, serve } from './serve'

/** A status as Mastodon gives it out. */
interface Status {
  id: string
  created_at: string
  uri: string
  url: string
  content: string
  text: string
  visibility: string
  language: string
}

const segmenter = new Intl.Segmenter()

/** As its StatusLengthValidator counts: an address for 23, the rest by graphemes. */
export const countOf = (text: string) =>
  [...segmenter.segment(text.replaceAll(/https?:\/\/\S+/g, 'x'.repeat(23)))].length

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** As its formatter writes addresses: cut up for the eye, whole in the link. */
const contentOf = (text: string) =>
  `<p>${escaped(text)
    .replaceAll('\n\n', '</p><p>')
    .replaceAll(
      /https?:\/\/(\S+?)(?=<|$)/g,
      '<a href="$&" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://</span><span class="ellipsis">$1</span></a>',
    )}</p>`

const no = (status: number, error: string): Answer => ({ status, body: { error } })

/** A Mastodon server with one account: what it takes, it keeps, and what it refuses, it refuses as Mastodon does. */
export const fakeMastodon = async (token: string) => {
  const statuses: Status[] = []
  const keys = new Map<string, Status>()
  const limits = { max_characters: 500, characters_reserved_per_url: 23 }

  const create = ({ headers, body }: Request): Answer => {
    const { status: text, visibility, language } = JSON.parse(String(body))
    const key = String(headers['idempotency-key'] ?? '')
    const same = key ? keys.get(key) : undefined
    if (same) return { body: same }
    if (!text) return no(422, "Validation failed: Text can't be blank")
    if (countOf(text) > limits.max_characters)
      return no(422, `Validation failed: Text character limit of ${limits.max_characters} exceeded`)
    if (!/^[a-z]{2,3}$/.test(language)) return no(422, 'Validation failed: Language is invalid')
    const id = String(110_000_000_000_000_000n + BigInt(statuses.length))
    const status = {
      id,
      created_at: new Date().toISOString(),
      uri: `https://social.example.com/users/north/statuses/${id}`,
      url: `https://social.example.com/@north/${id}`,
      content: contentOf(text),
      text,
      visibility,
      language,
    }
    statuses.unshift(status)
    keys.set(key, status)
    return { body: status }
  }

  const server = await serve((request) => {
    const { method, path, headers, query } = request
    if (path === '/api/v2/instance')
      return { body: { domain: 'social.example.com', configuration: { statuses: limits } } }
    if (headers.authorization !== `Bearer ${token}`) return no(401, 'The access token is invalid')
    if (path === '/api/v1/statuses' && method === 'POST') return create(request)
    if (path === '/api/v1/accounts/verify_credentials') return { body: { id: '1', acct: 'north' } }
    if (path === '/api/v1/accounts/1/statuses')
      return { body: statuses.slice(0, Number(query.get('limit') ?? 20)) }
    return no(404, 'Record not found')
  })
  return { ...server, statuses, limits }
}
