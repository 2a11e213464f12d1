import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HubFile } from '../site/contract/hub'
import { detached, endGroup } from './child'
import { deriveConfiguration } from './configuration'
import { CliError } from './cli-error'
import { providerFiles, describeSignIn } from './providers'
import { secretFile } from './secret'
import { vacuum } from './vacuum'
import { startWrangler } from './wrangler'

/** The interval of the cron trigger, which Cloudflare would call. */
const MINUTE = 60_000

interface ServeOptions {
  /** The folder of assets. */
  assets: string
  state: string
  port: number
  vars?: Record<string, string>
  /** Whether every request goes to the Worker, hashed files too. */
  workerFirst?: boolean
  /** The bundled Worker, one file; default: it is built from source. */
  bundle?: string
}

/** The configuration of the hub on this machine: wrangler.toml, and what makes it local. */
const localConfiguration = ({
  assets,
  state,
  port,
  vars,
  workerFirst,
  bundle,
}: ServeOptions): string =>
  deriveConfiguration(resolve(state, 'worker.json'), {
    assets,
    workerFirst,
    bundle,
    // No plan limits a hub on this machine.
    vars: {
      HUB_LOCAL: '1',
      HUB_ORIGIN: `http://localhost:${port}`,
      QUERY_LIMIT: '1000',
      ...vars,
    },
  })

/**
 * Serves the hub on this machine only, until `stop` or a crash. Stopping it also clears the data of
 * deleted accounts from the database file.
 */
export const serve = (serving: ServeOptions) => {
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
  const clock = setInterval(() => void callCron(port), MINUTE)
  let isStopped = false
  /** Rejects when the hub ends without `stop`; it never resolves. */
  const failed = new Promise<never>((_, fail) => {
    void ended.then(() => {
      if (!isStopped) fail(new CliError('The hub ended unexpectedly; its error is above.'))
    })
  })
  const ready = Promise.race([waitForAnswer(wrangler, port), failed])
  const stop = async () => {
    isStopped = true
    clearInterval(clock)
    await endGroup(wrangler.pid!, ended)
    await vacuum(state)
  }
  return { pid: wrangler.pid!, ready, failed, stop }
}

/** How long to wait before the next request to a hub that does not answer yet, in milliseconds. */
const ANSWER_INTERVAL = 200

/** Resolves when the hub answers: wrangler says that it listens before it has read the assets. */
const waitForAnswer = async (wrangler: ChildProcess, port: number) => {
  await once(wrangler, 'message')
  while (wrangler.exitCode === null && wrangler.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer) return
    await sleep(ANSWER_INTERVAL)
  }
}

/** Prints the address of the hub, how to sign in, and how to stop it. */
export const printAddress = (
  hub: HubFile,
  { port, state }: Pick<ServeOptions, 'port' | 'state'>,
): void => {
  const address = `http://localhost:${port}${hub.base}`
  console.log(`
${hub.name} is at ${address}
Emails that it would send: ${address}dev/mail/

${describeSignIn(hub, state, new Date())}

Press Ctrl-C to stop.`)
}

/** Calls the Worker's cron trigger, which for example retries emails. */
const callCron = async (port: number) => {
  const address = `http://127.0.0.1:${port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`
  // The Worker logs its own failures, and while it reloads it does not answer.
  await fetch(address).catch(() => undefined)
}
