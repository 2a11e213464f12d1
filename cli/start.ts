import { readHub } from './build-output'
import { runScript } from './child'
import { onShutdown, exitOnSignal } from './shutdown'
import { runCommand } from './cli-error'
import { expectFree } from './port'
import { reserveState } from './state-lock'
import { contentFolder, port, quiet, siteFolder, stateFolder } from './settings'

const start = async () => {
  const house = { port: port(), assets: siteFolder(), state: stateFolder() }
  contentFolder()
  reserveState(house.state, house.port)
  await expectFree(house.port)

  process.exitCode = await runScript('build-local.ts')
  if (process.exitCode !== 0) return

  console.log('Starting the hub …')
  const { printAddress: announce, serve } = await import('./serve')
  const { variablesFromEnvironment } = await import('./providers')
  const hub = readHub(house.assets)
  const server = serve({ ...house, vars: variablesFromEnvironment(hub) })
  onShutdown(server.stop)
  await server.ready
  announce(hub, house)
  await server.failed
}

Object.assign(process.env, quiet)
exitOnSignal()
await runCommand(start)
