import { quiet } from '../../cli/settings'
import { build } from './build'
import { bytes } from './bytes'
import { prepareHub } from './hub'
import { pages } from './pages'
import { record, sectionOf } from './report'
import { rows } from './rows'
import { searches } from './search'
import { size } from './size'
import { ways } from './ways'
import { writes } from './writes'

const parts = { pages, writes, rows, bytes, build, search: searches, size, ways }
/** Those that build what they measure by themselves. */
const alone = ['build', 'search', 'size']
const names = Object.keys(parts) as (keyof typeof parts)[]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in parts))
if (unknown.length > 0)
  throw new Error(`No part is called ${unknown.join(', ')}; there are ${names.join(', ')}.`)

Object.assign(process.env, quiet)
const chosen = asked.length === 0 ? names : names.filter((name) => asked.includes(name))
if (chosen.some((name) => !alone.includes(name))) {
  console.log('Building the hub that is measured …')
  await prepareHub()
}
for (const name of chosen) {
  console.log(`Measuring ${name} …`)
  const section = sectionOf(await parts[name]())
  console.log(`\n${section}\n`)
  record(section)
}
process.exit()
