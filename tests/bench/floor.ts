import type { Bindings } from '../../worker/env'

/*
 * The least that a Worker can do for the same pages on the same machine: no hub at all, one answer
 * out of the cache, or one page and fifty rows. What this costs, no Worker can be rid of.
 */

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const KEY = 'https://edge/floor'

const give = async ({ ASSETS }: Bindings, slug: string) =>
  (await ASSETS.fetch(`https://assets/bare/${slug}/`)).body

const cached = async (env: Bindings) => {
  const hit = await caches.default.match(KEY)
  if (hit) return new Response(hit.body, { headers: HTML })
  const headers = { ...HTML, 'cache-control': 'public, max-age=600' }
  await caches.default.put(KEY, new Response(await give(env, 'ten-thousand-filled'), { headers }))
  return cached(env)
}

const fresh = async (env: Bindings) => {
  const [page] = await Promise.all([
    give(env, 'ten-thousand'),
    env.DB.prepare(
      `select * from comments where conversation = 'post:ten-thousand' and shown = 1
      order by sunk, root, path limit 50`,
    ).all(),
  ])
  return new Response(page, { headers: HTML })
}

export default {
  fetch: (request, env) => (request.url.endsWith('/cached') ? cached(env) : fresh(env)),
} satisfies ExportedHandler<Bindings>
