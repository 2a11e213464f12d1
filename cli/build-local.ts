/*
 * What `npm start` needs before it can serve: the content checked and built, and the local database
 * of this version and this site. `start.ts` runs it in a process of its own, as Astro takes up to a
 * gigabyte and keeps it.
 */
import { checkAssets } from './asset-limits'
import { readDocuments, readHub } from './build-output'
import { checkContentFolder } from './content'
import { CliError, runCommand } from './cli-error'
import { contentFolder, siteFolder, stateFolder } from './settings'

const buildLocal = async () => {
  const [content, assets] = [contentFolder(), siteFolder()]
  console.log('Checking the content …')
  const { people } = await checkContentFolder()
  // Astro and wrangler take seconds to load; mistakes in the content are reported before.
  const { build } = await import('./build')
  console.log('Building the site …')
  await build(assets)
  const { errors } = checkAssets(assets)
  if (errors.length > 0) throw new CliError(errors.join('\n'))
  const { prepare } = await import('./prepare')
  console.log('Preparing the database …')
  const site = { hub: readHub(assets), documents: readDocuments(assets), content, people }
  await prepare(stateFolder(), site)
}

await runCommand(buildLocal)
