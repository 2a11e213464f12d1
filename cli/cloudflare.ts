import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { resolve } from 'node:path'
import { CliError, TransientError } from './cli-error'
import { root } from './settings'
import { askWrangler } from './wrangler'

/** How long Cloudflare may take to answer, in milliseconds: D1 ends a query after 30 seconds. */
const PATIENCE = 60_000

/** Answers that say "not now": the rate limit, and a service that is overloaded or being moved. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])

interface Answer<Result> {
  success: boolean
  result: Result
  errors?: { code: number; message: string }[]
}

/** Asks Cloudflare's API. Throws a `TransientError` when another attempt makes sense. */
export type Api = <Result>(path: string, body?: object) => Promise<Result>

const baseUrl = () =>
  process.env['CLOUDFLARE_API_BASE_URL'] || 'https://api.cloudflare.com/client/v4'

/** What `wrangler auth token --json` prints. */
type Credentials = { token: string } | { key: string; email: string }

/** What wrangler is signed in with; no further permission is needed. */
const readCredentials = async (): Promise<Credentials> => {
  const { code, output } = await askWrangler(['auth', 'token', '--json'])
  if (code === 0) return JSON.parse(output.slice(output.indexOf('{')))
  throw new CliError(
    'You are not signed in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.',
  )
}

const headersOf = (credentials: Credentials): Record<string, string> =>
  'token' in credentials
    ? { authorization: `Bearer ${credentials.token}` }
    : { 'x-auth-key': credentials.key, 'x-auth-email': credentials.email }

/** Cloudflare's API with the sign-in of wrangler. */
export const connect = async (): Promise<Api> => apiWith(await readCredentials())

/** Cloudflare's API with these credentials. */
export const apiWith = (credentials: Credentials): Api => {
  const headers = headersOf(credentials)
  return async <Result>(path: string, body?: object) => {
    const answer = await send(path, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { ...headers, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE),
    })
    return read<Result>(answer)
  }
}

const send = (path: string, request: RequestInit) =>
  fetch(`${baseUrl()}${path}`, request).catch((error: Error) => {
    throw new TransientError(`Cloudflare does not answer: ${reasonOf(error)}`)
  })

/** The cause, because the message of `fetch` is always "fetch failed". */
const reasonOf = ({ message, cause }: Error) => (cause instanceof Error ? cause.message : message)

const read = async <Result>(response: Response): Promise<Result> => {
  const answer = (await response.json().catch(() => undefined)) as Answer<Result> | undefined
  if (response.ok && answer?.success) return answer.result
  const said = answer?.errors?.map(({ message }) => message).join('; ')
  const sentence = `Cloudflare reported an error: ${said || `status ${response.status}`}`
  if (TRANSIENT.has(response.status)) throw new TransientError(sentence)
  if (response.status === 401 || response.status === 403)
    throw new CliError(
      `${sentence}\nYour sign-in or CLOUDFLARE_API_TOKEN needs the permission "D1: Edit".`,
    )
  throw new CliError(sentence)
}

/** The path of the hub's database in the API. */
export const databasePath = async (api: Api): Promise<string> => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const database = rawConfig.d1_databases?.[0]?.database_id
  const account = process.env['CLOUDFLARE_ACCOUNT_ID'] || rawConfig.account_id
  const pathIn = (id: string) => `/accounts/${id}/d1/database/${database}`
  if (account) return pathIn(account)
  const accounts = await api<{ id: string }[]>('/accounts?per_page=50')
  for (const { id } of accounts) if (await exists(api, pathIn(id))) return pathIn(id)
  throw new CliError(
    `None of your Cloudflare accounts has the database ${database} of wrangler.toml. Set \`account_id\` in wrangler.toml to the account that has it.`,
  )
}

const exists = (api: Api, path: string): Promise<boolean> =>
  api(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TransientError) throw error
      return false
    },
  )
