import { vi } from 'vitest'
import { ask, cookieOf, send, stranger } from '../../world'

/*
 * Providers as the hub meets them over the network: what each address answers is given, so that a
 * test can have any of it wrong.
 */

/** A key by which a provider signs, and as it shows it. */
export interface Key {
  private: CryptoKey
  public: JsonWebKey
}

export const newKey = async (kid: string): Promise<Key> => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  }
  const pair = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const shown = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
  return {
    private: pair.privateKey,
    public: { ...shown, kid, use: 'sig', alg: 'RS256' } as JsonWebKey,
  }
}

const base64url = (value: string | ArrayBuffer) =>
  Buffer.from(value as string).toString('base64url')

/** A token with these claims, as a provider signs it. */
export const signed = async ({ private: key, public: shown }: Key, claims: object) => {
  const { kid } = shown as { kid?: string }
  const text = [{ alg: 'RS256', kid }, claims].map((part) => base64url(JSON.stringify(part)))
  const bytes = new TextEncoder().encode(text.join('.'))
  const mark = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, bytes)
  return [...text, base64url(mark)].join('.')
}

/** The same, under the hub's own secret: what a careless reader takes for a signature. */
export const sealed = async (secret: string, claims: object) => {
  const text = [{ alg: 'HS256' }, claims].map((part) => base64url(JSON.stringify(part)))
  const bytes = new TextEncoder().encode(secret)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign'])
  const mark = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text.join('.')))
  return [...text, base64url(mark)].join('.')
}

/** The same, unsigned. */
export const unsigned = (claims: object) =>
  [{ alg: 'none' }, claims].map((part) => base64url(JSON.stringify(part))).join('.') + '.'

/** The fields of a form that the hub sends a provider. */
export const formOf = async (request: Request) =>
  new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()))

/** The response of an address; `undefined` if there is none. */
type Answer = (request: Request) => Response | Promise<Response>

/** All that the hub has asked for. */
export type Asked = { url: string; headers: Headers; body: URLSearchParams }[]

/** From here on these addresses answer, and no other. */
export const answering = (answers: Record<string, Answer | object>): Asked => {
  const asked: Asked = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input as string, init as RequestInit)
    const [url = ''] = request.url.split('?')
    const body = await formOf(request.clone() as Request)
    asked.push({ url: request.url, headers: request.headers, body })
    const answer = answers[request.url] ?? answers[url]
    if (!answer) throw new Error(`nobody answers at ${request.url}`)
    return typeof answer === 'function' ? answer(request) : Response.json(answer)
  })
  return asked
}

/** The settings by which a provider is on. */
export const settingsOf = (provider: string) => ({
  [`${provider.toUpperCase()}_CLIENT_ID`]: 'hub',
  [`${provider.toUpperCase()}_CLIENT_SECRET`]: 'a secret between the two',
})

/** Sets out for a provider, from a browser and an address of its own. */
export const setOut = async (provider: string) => {
  const env = settingsOf(provider)
  const { address } = stranger()
  const out = await send(
    `/community/auth/${provider}`,
    { returnTo: '/community/' },
    { env, address },
  )
  const to = new URL(out.headers.get('location') ?? 'about:blank')
  const { state = '', nonce = '' } = Object.fromEntries(to.searchParams)
  const cookie = cookieOf(out) ?? ''
  const comeBack = (more: Record<string, string> = {}, at = provider, others = {}) => {
    const answer = new URLSearchParams({ code: 'a code', state, ...more })
    return ask(
      `/community/auth/callback/${at}?${answer}`,
      {},
      { env: { ...env, ...others }, cookie, address },
    )
  }
  return { out, to, state, nonce, cookie, comeBack }
}
