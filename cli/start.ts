import { checkedSettings } from './content'
import { readDocuments, readHub } from './built'
import { beforeEnd, endWhenAsked } from './ending'
import { run } from './fault'
import { expectFree } from './port'
import { contentFolder, port, quiet, siteFolder, stateFolder } from './settings'

const start = async () => {
  const house = { port: port(), assets: siteFolder(), state: stateFolder() }
  const content = contentFolder()
  await expectFree(house.port)

  console.log('Checking the content …')
  const { people } = await checkedSettings()
  // Astro and wrangler take seconds to load; what has to be mended is told before.
  const { build } = await import('./build')
  console.log('Building the site …')
  await build(house.assets)
  const { prepare } = await import('./prepare')
  const { announce, serve } = await import('./serve')
  const { fromEnvironment } = await import('./providers')
  console.log('Preparing the database …')
  const hub = readHub(house.assets)
  const documents = readDocuments(house.assets)
  await prepare(house.state, { hub, documents, content, people })

  console.log('Starting the hub …')
  const server = serve({ ...house, vars: fromEnvironment(hub) })
  beforeEnd(server.stop)
  await server.ready
  announce(hub, house)
  await server.failed
}

Object.assign(process.env, quiet)
endWhenAsked()
await run(start)
