import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { describeMissingRemotely } from './alert-updates'
import { build } from './build'
import { checkAssets } from './asset-limits'
import { readDocuments } from './build-output'
import { checkContentFolder } from './content'
import { deployedDatabase } from './d1'
import { loadDocuments } from './documents'
import { CliError, describeError, runCommand } from './cli-error'
import { contentFolder, quiet, root } from './settings'
import { checkWorker } from './worker-size'
import { askWrangler, callWrangler } from './wrangler'

/** The placeholder for the database id in wrangler.toml. */
const PLACEHOLDER_ID = '00000000-0000-0000-0000-000000000000'

/** What must be set up before a deployment, each with what to do. */
const listMissingSetup = (url: string): string[] => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  return [
    ...(rawConfig.d1_databases?.[0]?.database_id === PLACEHOLDER_ID
      ? [
          'wrangler.toml names no database. Run `npx wrangler d1 create hub`, and put the database_id that it prints into wrangler.toml.',
        ]
      : []),
    ...(/(^|\.)example\.(?:com|net|org)$/.test(new URL(url).hostname)
      ? [`\`url: ${url}\` in hub.yaml is the example address. Set it to the address of your hub.`]
      : []),
  ]
}

/** The secrets of each provider of emails. */
const MAIL_SECRETS = {
  Resend: ['RESEND_API_KEY'],
  Postmark: ['POSTMARK_SERVER_TOKEN'],
  'Amazon SES': ['SES_ACCESS_KEY_ID', 'SES_SECRET_ACCESS_KEY'],
}

/** What is missing for email, required or optional. Secrets are known to Cloudflare alone. */
const listMailSetup = (): string[] => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const { vars = {}, send_email, queues } = rawConfig
  const secrets = Object.entries(MAIL_SECRETS).map(
    ([name, keys]) => `${keys.join(' and ')} (${name})`,
  )
  return [
    ...(vars['MAIL_FROM']
      ? []
      : [
          'Required for email: MAIL_FROM in wrangler.toml. No email sender is set up: sign-in by email link does not work, and the first comment of each guest is held until you approve it, with `npm run hub -- comments --remote`.',
        ]),
    ...(send_email?.length
      ? []
      : [
          `Required for email: the binding EMAIL in wrangler.toml, or the secrets ${secrets.join(', ')}; Amazon SES needs SES_REGION in wrangler.toml too.`,
        ]),
    ...(queues?.producers?.some((one: { binding: string }) => one.binding === 'EMAIL_QUEUE')
      ? []
      : [
          'Optional for email: a queue (EMAIL_QUEUE in wrangler.toml) sends more emails a minute than the cron trigger alone.',
        ]),
  ]
}

/** Warns before the build: an update that is only at the desk is gone from a resolved alert. */
const warnOfMissingUpdates = async () => {
  const missing = await describeMissingRemotely(contentFolder())
  if (missing) console.log(missing)
}

/** Throws unless the deployed Worker has its secret: without it the hub accepts no comments. */
const expectSecret = async () => {
  const { code, output, errors } = await askWrangler(['secret', 'list', '--format', 'json'])
  const isThere = code === 0 && output.includes('"HUB_SECRET"')
  if (isThere) return
  const said = `${output}${errors}`
  if (code !== 0 && !/not (?:found|exist)|10007/i.test(said))
    throw new CliError(
      `Cloudflare refused access. Run \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN. Its answer:\n${said.trim()}`,
    )
  throw new CliError(
    'The hub has no secret yet. Run `node -p "crypto.randomBytes(32).toString(\'base64url\')" | npx wrangler secret put HUB_SECRET`.',
  )
}

/** Throws if Cloudflare would refuse the site or the Worker. Nothing has been changed there yet. */
const expectWithinLimits = async (site: string) => {
  const { errors, warnings } = checkAssets(site)
  for (const warning of warnings) console.log(warning)
  const refused = [...errors, ...(await checkWorker())]
  if (refused.length > 0)
    throw new CliError(
      ['This site cannot be deployed; nothing was changed.', ...refused].join('\n'),
    )
}

/** A dry run of wrangler, then what a real deployment would still need. */
const runDry = async (more: string[], faults: string[]) => {
  await callWrangler(['deploy', ...more])
  if (faults.length > 0) console.log(['To do before you can deploy:', ...faults].join('\n'))
}

const deploy = async () => {
  const more = process.argv.slice(2)
  const isDry = more.includes('--dry-run')
  console.log('Checking the content …')
  const { hub } = await checkContentFolder()
  for (const line of listMailSetup()) console.log(line)
  const faults = listMissingSetup(hub.url)
  if (faults.length > 0 && !isDry) throw new CliError(faults.join('\n'))
  if (!isDry) {
    await expectSecret()
    await warnOfMissingUpdates()
  }
  console.log('Building the site …')
  const site = resolve(root, 'dist')
  await build(site)
  await expectWithinLimits(site)
  if (isDry) return runDry(more, faults)

  console.log('Applying database migrations …')
  await callWrangler(['d1', 'migrations', 'apply', 'DB', '--remote'])
  await callWrangler(['deploy', ...more])
  await updateSearch(site)
  console.log(`\n${hub.name} is at ${hub.url}`)
}

const updateSearch = async (site: string) => {
  console.log('Updating the search index …')
  try {
    const db = drizzle(await deployedDatabase(), { casing: 'snake_case' })
    const { changed, gone } = await loadDocuments(db, readDocuments(site))
    console.log(`${changed} documents updated, ${gone} removed.`)
  } catch (error) {
    throw new CliError(
      `The hub is deployed, but the search does not have all of its changes. Run \`npm run deploy\` again: it continues where it stopped.\n${describeError(error)}`,
      { cause: error },
    )
  }
}

Object.assign(process.env, quiet)
await runCommand(deploy)
