import { resolve } from 'node:path'
import { freePort } from '../cli/port'
import { serve } from '../cli/serve'
import { built, bundle } from './built'

/** A hub that is served as `npm start` serves it, and the port where it listens. */
export interface Served {
  port: number
  server: ReturnType<typeof serve>
}

/**
 * Serves the hub of tests/hub with its database in a folder. Two that start in one moment may reach
 * for one port; whoever is late starts again.
 *
 * @param worker the bundled Worker
 */
export const serveHub = async (
  state: string,
  vars: Record<string, string> = {},
  worker = bundle,
  attempts = 3,
): Promise<Served> => {
  const port = await freePort()
  const server = serve({ assets: resolve(built, 'hub'), bundle: worker, state, port, vars })
  try {
    await server.ready
    return { port, server }
  } catch (error) {
    if (attempts === 1) throw error
    return serveHub(state, vars, worker, attempts - 1)
  }
}
