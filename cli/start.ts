import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import type { Hub } from '../site/contract'
import { build } from './build'
import { checkedSettings } from './content'
import { loadDocuments, readDocuments } from './documents'
import { asked } from './ending'
import { run } from './fault'
import { withLocalDatabase } from './local'
import { migrate } from './migrations'
import { expectFree } from './port'
import { loadSample } from './sample'
import { localConfiguration, serve } from './serve'
import { contentFolder, port, quiet, siteFolder, stateFolder } from './settings'

Object.assign(process.env, quiet)

const start = async () => {
  const hub = { port: port(), assets: siteFolder(), state: stateFolder() }
  const content = contentFolder()
  await expectFree(hub.port)

  console.log('Checking the content …')
  const settings = await checkedSettings()
  console.log('Building the site …')
  await build(hub.assets)
  console.log('Preparing the database …')
  await withLocalDatabase(localConfiguration(hub), hub.state, async (database) => {
    const db = drizzle(database, { casing: 'snake_case' })
    await migrate(database)
    await loadDocuments(db, readDocuments(hub.assets))
    const built = JSON.parse(readFileSync(resolve(hub.assets, 'hub.json'), 'utf8')) as Hub
    await loadSample(db, content, { hub: built, people: settings.people })
  })
  console.log('Starting the hub …')
  const server = serve(hub)
  const address = `http://localhost:${hub.port}${new URL(settings.hub.url).pathname}`
  const ending = asked()
  await Promise.race([server.ready, ending])
  console.log(`
${settings.hub.name} is at ${address}
The letters it would send are at ${address}dev/mail/
Press Ctrl-C to stop.`)
  await Promise.race([server.ended, ending])
  await server.stop()
}

void asked().then(() => process.exit())
void run(start)
