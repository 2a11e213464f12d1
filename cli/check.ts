import { checkContent } from '../site/content-check/content'
import { describeReport } from '../site/content-check/report'
import { CliError, runCommand } from './cli-error'
import { checkOutsideLinks } from './outside-links'
import { describeMissingLocally, describeMissingRemotely } from './alert-updates'
import { contentFolder, quiet, stateFolder } from './settings'
import { runTool, type ToolResult } from './tools'

interface Check {
  name: string
  look: () => Promise<ToolResult>
}

const types = (folder: string): Check => ({
  name: `types of ${folder}`,
  look: () => runTool('typescript', ['--noEmit', '-p', folder], { bin: 'tsc' }),
})

const content: Check = {
  name: 'content',
  look: async () => {
    const report = await checkContent(contentFolder())
    return { passed: report.errors.length === 0, output: describeReport(report) }
  },
}

/** Updates of alerts from the desk: of the hub on this machine, or with `--remote` of the deployed one. */
const desk: Check = {
  name: 'updates from the desk',
  look: async () => {
    const isRemote = process.argv.includes('--remote')
    const output = await (isRemote
      ? describeMissingRemotely(contentFolder())
      : describeMissingLocally(contentFolder(), stateFolder()))
    return { passed: true, output }
  },
}

/** Only with `--links`: it takes long, and sends requests to other hosts. */
const outside: Check = {
  name: 'outside links',
  look: () => checkOutsideLinks(contentFolder()),
}

/** Two lists run in parallel, for two cores. `astro check` comes before the types of the tests, which need the types it writes. */
const rows: Check[][] = [
  [
    {
      name: 'types of site',
      look: () => runTool('astro', ['check', '--minimumSeverity', 'error']),
    },
    types('tests'),
    types('cli'),
  ],
  [
    { name: 'lint', look: () => runTool('oxlint', ['--quiet']) },
    types('worker'),
    { name: 'format', look: () => runTool('prettier', ['--check', '.', '--log-level', 'warn']) },
  ],
]

const ofContent = [content, desk, outside].map(({ name }) => name)

/** Runs a check and prints its result: the output only if it failed, or of a content check. */
const look = async ({ name, look }: Check) => {
  const before = Date.now()
  const { passed, output } = await look()
  const seconds = ((Date.now() - before) / 1000).toFixed(1)
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (output && (!passed || ofContent.includes(name))) console.log(`\n${output}\n`)
  return passed
}

const check = async () => {
  // First and alone: with a mistake in the settings, Astro fails to start with a long stack.
  if (!(await look(content)))
    throw new CliError('The other checks did not run: fix the content first.')
  if (process.argv.includes('--links')) {
    if (!(await look(outside))) process.exitCode = 1
    return
  }
  await look(desk)
  const results = await Promise.all(
    rows.map(async (row) => {
      const passed: boolean[] = []
      for (const one of row) passed.push(await look(one))
      return passed
    }),
  )
  if (results.flat().includes(false)) process.exitCode = 1
}

Object.assign(process.env, quiet)
await runCommand(check)
