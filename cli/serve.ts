import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { HubFile } from '../site/contract/hub'
import { detached, endGroup } from './child'
import { deriveConfiguration } from './configuration'
import { Fault } from './cli-error'
import { providerFiles, tellDoors } from './providers'
import { secretFile } from './secret'
import { tidy } from './vacuum'
import { startWrangler } from './wrangler'

/** Locally nobody calls the Worker each minute but we. */
const MINUTE = 60_000

interface Serving {
  /** The folder of assets. */
  assets: string
  state: string
  port: number
  vars?: Record<string, string>
  /** Every request meets the Worker, hashed files too. */
  workerFirst?: boolean
  /** The Worker as it is deployed, one file; without it, it is put together from its source. */
  bundle?: string
}

/** The configuration of the hub on this machine: wrangler.toml, and what makes it local. */
const localConfiguration = ({ assets, state, port, vars, workerFirst, bundle }: Serving): string =>
  deriveConfiguration(resolve(state, 'worker.json'), {
    assets,
    workerFirst,
    bundle,
    vars: { HUB_LOCAL: '1', HUB_ORIGIN: `http://localhost:${port}`, ...vars },
  })

/**
 * Serves the hub on this machine alone, until `stop` or its own end. Stopped, it leaves nothing of
 * those who have left.
 */
export const serve = (serving: Serving) => {
  const { state, port } = serving
  const wrangler = startWrangler(
    [
      'dev',
      `--config=${localConfiguration(serving)}`,
      ...[secretFile(state), ...providerFiles(state)].map((file) => `--env-file=${file}`),
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--persist-to=${state}`,
      '--log-level=error',
      '--show-interactive-dev-session=false',
    ],
    { detached, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  for (const stream of [wrangler.stdout!, wrangler.stderr!])
    createInterface(stream).on('line', (line) => process.stderr.write(`${line}\n`))

  const ended = new Promise<void>((done) => wrangler.once('exit', () => done()))
  const clock = setInterval(() => void tick(port), MINUTE)
  let isStopped = false
  /** Fails when the hub ends without having been stopped; it never comes to anything else. */
  const failed = new Promise<never>((_, fail) => {
    void ended.then(() => {
      if (!isStopped) fail(new Fault('The hub has ended by itself; what it said is above.'))
    })
  })
  const ready = Promise.race([once(wrangler, 'message'), failed])
  const stop = async () => {
    isStopped = true
    clearInterval(clock)
    await endGroup(wrangler.pid!, ended)
    await tidy(state)
  }
  return { pid: wrangler.pid!, ready, failed, stop }
}

/** Says where the hub is, how people sign in, and how to stop it. */
export const announce = (hub: HubFile, { port, state }: Pick<Serving, 'port' | 'state'>): void => {
  const address = `http://localhost:${port}${hub.base}`
  console.log(`
${hub.name} is at ${address}
The letters it would send are at ${address}dev/mail/

${tellDoors(hub, state, new Date())}

Press Ctrl-C to stop.`)
}

/** Lets the Worker do what it does each minute, such as sending a letter once more. */
const tick = async (port: number) => {
  const address = `http://127.0.0.1:${port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`
  // The Worker tells its own failures; while it reloads there is nobody to ask.
  await fetch(address).catch(() => undefined)
}
