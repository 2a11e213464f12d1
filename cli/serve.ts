import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { deriveConfiguration } from './configuration'
import { Fault } from './fault'
import { secretFile } from './secret'
import { startWrangler } from './wrangler'

/** Locally nobody calls the Worker each minute but we. */
const MINUTE = 60_000
/** How long wrangler may take to put its things away, in milliseconds. */
const GRACE = 4000

interface Serving {
  /** The folder of assets. */
  assets: string
  state: string
  port: number
  vars?: Record<string, string>
}

/** The configuration of the hub on this machine: wrangler.toml, and what makes it local. */
export const localConfiguration = ({ assets, state, port, vars }: Serving): string =>
  deriveConfiguration(resolve(state, 'worker.json'), {
    assets,
    vars: { HUB_LOCAL: '1', HUB_ORIGIN: `http://localhost:${port}`, ...vars },
  })

/** Serves the hub on this machine alone, until `stop` or its own end. */
export const serve = (serving: Serving) => {
  const { state, port } = serving
  const wrangler = startWrangler(
    [
      'dev',
      `--config=${localConfiguration(serving)}`,
      `--env-file=${secretFile(state)}`,
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--persist-to=${state}`,
      '--log-level=error',
      '--show-interactive-dev-session=false',
    ],
    // A group of its own, so that Ctrl-C reaches us alone and we end it in order.
    { detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  for (const stream of [wrangler.stdout!, wrangler.stderr!])
    createInterface(stream).on('line', (line) => process.stderr.write(`${line}\n`))

  const ended = new Promise<void>((done) => wrangler.once('exit', () => done()))
  const ready = new Promise<void>((done, fail) => {
    wrangler.once('message', () => done())
    wrangler.once('exit', () => fail(new Fault('The hub could not be served; see above.')))
  })
  const clock = setInterval(() => void tick(port), MINUTE)
  void ended.then(() => clearInterval(clock))
  return { ready, ended, stop: () => stop(wrangler.pid!, ended) }
}

/** Lets the Worker do what it does each minute, such as sending a letter once more. */
const tick = async (port: number) => {
  const address = `http://127.0.0.1:${port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`
  // The Worker tells its own failures; while it reloads there is nobody to ask.
  await fetch(address).catch(() => undefined)
}

/** Ends wrangler and all that it started; by force if it does not end by itself. */
const stop = async (pid: number, ended: Promise<void>) => {
  send(pid, 'SIGTERM')
  const timer = setTimeout(() => send(-pid, 'SIGKILL'), GRACE)
  await ended
  clearTimeout(timer)
  send(-pid, 'SIGKILL')
}

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}
