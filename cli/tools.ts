import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { quiet, root } from './settings'

/** The script of an installed package, for this Node: no shell, no search path. */
const programOf = (name: string, bin: string) => {
  const folder = resolve(root, 'node_modules', name)
  const { bin: programs } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'))
  return resolve(folder, typeof programs === 'string' ? programs : programs[bin])
}

export interface ToolResult {
  passed: boolean
  output: string
}

/** Runs a tool and gives its output; it never throws for a failing tool. */
export const runTool = async (
  name: string,
  args: string[],
  { bin = name, ...options }: SpawnOptions & { bin?: string } = {},
): Promise<ToolResult> => {
  const tool = spawn(process.execPath, [programOf(name, bin), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...process.env, ...quiet },
  })
  const [output, errors, [code]] = await Promise.all([
    text(tool.stdout!),
    text(tool.stderr!),
    once(tool, 'exit'),
  ])
  return { passed: code === 0, output: `${output}${errors}`.trim() }
}
