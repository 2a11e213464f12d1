import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { build } from './build'
import { readDocuments } from './build-output'
import { checkedSettings } from './content'
import { wranglerDatabase } from './d1'
import { loadDocuments } from './documents'
import { Fault, run } from './cli-error'
import { quiet, root } from './settings'
import { askWrangler, callWrangler } from './wrangler'

/** The id in wrangler.toml as it is handed over. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'

/** What stands in the way before anything is asked of Cloudflare, each with what to do about it. */
const missing = (url: string): string[] => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  return [
    ...(rawConfig.d1_databases?.[0]?.database_id === NOBODYS
      ? [
          'There is no database yet. Run `npx wrangler d1 create hub`, and put the database_id it prints into wrangler.toml.',
        ]
      : []),
    ...(/(^|\.)example\.(?:com|net|org)$/.test(new URL(url).hostname)
      ? [`\`url: ${url}\` in hub.yaml is still the example's. Put there where the hub will live.`]
      : []),
  ]
}

const tellSender = () => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  if (!rawConfig.send_email?.length || !rawConfig.vars?.['MAIL_FROM'])
    console.log(
      'No sender is set up (EMAIL and MAIL_FROM in wrangler.toml): nobody can sign in by a link in their mail, and the first comment of a guest waits until you approve it, with `npm run hub -- comments --remote`.',
    )
}

/** A deployed hub without its secret takes no comments; better not to begin. */
const expectSecret = async () => {
  const { code, output, errors } = await askWrangler(['secret', 'list', '--format', 'json'])
  const isThere = code === 0 && output.includes('"HUB_SECRET"')
  if (isThere) return
  const said = `${output}${errors}`
  if (code !== 0 && !/not (?:found|exist)|10007/i.test(said))
    throw new Fault(
      `Cloudflare did not let us in. Run \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN. It said:\n${said.trim()}`,
    )
  throw new Fault(
    'The hub has no secret yet. Run `node -p "crypto.randomBytes(32).toString(\'base64url\')" | npx wrangler secret put HUB_SECRET`.',
  )
}

/** All but the last step; and what a real one would stop at. */
const tryOut = async (more: string[], faults: string[]) => {
  await callWrangler(['deploy', ...more])
  if (faults.length > 0) console.log(['Before it can be deployed:', ...faults].join('\n'))
}

const deploy = async () => {
  const more = process.argv.slice(2)
  const isDry = more.includes('--dry-run')
  console.log('Checking the content …')
  const { hub } = await checkedSettings()
  tellSender()
  const faults = missing(hub.url)
  if (faults.length > 0 && !isDry) throw new Fault(faults.join('\n'))
  if (!isDry) await expectSecret()
  console.log('Building the site …')
  const site = resolve(root, 'dist')
  await build(site)
  if (isDry) return tryOut(more, faults)

  console.log('Bringing the database to this version …')
  await callWrangler(['d1', 'migrations', 'apply', 'DB', '--remote'])
  await callWrangler(['deploy', ...more])
  console.log('Loading the search …')
  const db = drizzle(wranglerDatabase(['--remote']), { casing: 'snake_case' })
  const { changed, gone } = await loadDocuments(db, readDocuments(site))
  console.log(`${changed} changed and ${gone} gone.\n\n${hub.name} is at ${hub.url}`)
}

Object.assign(process.env, quiet)
await run(deploy)
