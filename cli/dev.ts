import { mkdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { dev as serveSite } from 'astro'
import type { HubFile } from '../site/contract/hub'
import type { SearchDocument } from './build-output'
import { describeMissingLocally } from './alert-updates'
import { checkContentFolder } from './content'
import { onShutdown, exitOnSignal } from './shutdown'
import { CliError, runCommand } from './cli-error'
import { expectFree, freePort } from './port'
import { prepare } from './prepare'
import { variablesFromEnvironment } from './providers'
import { printAddress, serve } from './serve'
import { reserveState } from './state-lock'
import { contentFolder, port, quiet, root, stateFolder } from './settings'

/** Astro's development server, whose pages the Worker fetches and fills. */
const startSite = (state: string, port: number) =>
  serveSite({
    root,
    cacheDir: resolve(state, 'dev'),
    server: { host: '127.0.0.1', port },
    logLevel: 'warn',
  })

/** Serves the site and restarts it when a settings file changes: settings are read once, at its start. Gives its address. */
const keepSite = async (content: string, state: string, port: number): Promise<string> => {
  const site = await startSite(state, port)
  const restart = async (path: string) => {
    if (!path.startsWith(content) || !path.endsWith('.yaml')) return
    site.watcher.removeAllListeners('change')
    console.log(`${relative(content, path)} has changed: restarting the site …`)
    await site.stop()
    await runCommand(() => keepSite(content, state, port))
  }
  site.watcher.add(content)
  site.watcher.on('change', (path) => void restart(path))
  return `http://127.0.0.1:${site.address.port}`
}

const fetchJson = async <T>(address: string): Promise<T> => {
  const answer = await fetch(address)
  if (!answer.ok) throw new CliError('The site failed to start; its error is above.')
  return (await answer.json()) as T
}

const dev = async () => {
  // Pages come from the development server; wrangler's configuration needs an assets folder, which stays empty.
  const house = { port: port(), assets: resolve(stateFolder(), 'none'), state: stateFolder() }
  const content = contentFolder()
  reserveState(house.state, house.port)
  mkdirSync(house.assets, { recursive: true })
  await expectFree(house.port)

  console.log('Checking the content …')
  const { hub: settings, people } = await checkContentFolder()
  console.log('Starting the site …')
  const site = await keepSite(content, house.state, await freePort())
  const address = new URL(new URL(settings.url).pathname, site).href
  const hub = await fetchJson<HubFile>(`${address}hub.json`)
  const documents = await fetchJson<SearchDocument[]>(`${address}search.json`)
  console.log('Preparing the database …')
  await prepare(house.state, { hub, documents, content, people })
  const missing = await describeMissingLocally(content, house.state)
  if (missing) console.log(missing)
  console.log('Starting the hub …')
  const server = serve({
    ...house,
    vars: { ...variablesFromEnvironment(hub), SITE_DEV: address },
    workerFirst: true,
  })
  onShutdown(server.stop)
  await server.ready
  printAddress(hub, house)
  await server.failed
}

Object.assign(process.env, quiet)
exitOnSignal()
await runCommand(dev)
