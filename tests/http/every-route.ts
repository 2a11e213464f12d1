import { app } from '../../worker/app'
import { newId } from '../../worker/lib/id'

/** Every route of the Worker: a new one is among them by itself. */
export const everyRoute = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path}`),
  ),
].map((route) => route.split(' ') as ['GET' | 'POST', string])

/**
 * The address of a route on the test hub.
 *
 * @param values its parameters; one that is not given is an id of nothing
 */
export const addressOf = (path: string, values: Record<string, string>): string =>
  path.startsWith('/..')
    ? path.slice('/..'.length)
    : `/community${path.replaceAll(/:(\w+)(\{[^}]*\}+)?/g, (_, name: string) => values[name] ?? newId(new Date()))}`
