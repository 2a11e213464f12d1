import { build } from './build'
import { checkedSettings } from './content'
import { readDocuments, readHub } from './built'
import { beforeEnd, endWhenAsked } from './ending'
import { run } from './fault'
import { expectFree } from './port'
import { prepare } from './prepare'
import { announce, localConfiguration, serve } from './serve'
import { contentFolder, port, quiet, siteFolder, stateFolder } from './settings'

const start = async () => {
  const house = { port: port(), assets: siteFolder(), state: stateFolder() }
  const content = contentFolder()
  await expectFree(house.port)

  console.log('Checking the content …')
  const { people } = await checkedSettings()
  console.log('Building the site …')
  await build(house.assets)
  console.log('Preparing the database …')
  const hub = readHub(house.assets)
  const documents = readDocuments(house.assets)
  await prepare(localConfiguration(house), house.state, { hub, documents, content, people })

  console.log('Starting the hub …')
  const server = serve(house)
  beforeEnd(server.stop)
  await server.ready
  announce(hub, house.port)
  await server.failed
}

Object.assign(process.env, quiet)
endWhenAsked()
await run(start)
