import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { CliError } from './cli-error'
import { findHolder, type Holder, takeLock } from './lock'

const lockFile = (state: string) => resolve(state, 'running.json')

const refuse = (state: string, { pid, address }: Holder, advice: string): never => {
  const place = address ? `, at ${address}` : ''
  throw new CliError(`A hub is running on ${state}: process ${pid}${place}. ${advice}`)
}

/** Reserves a state folder for this process until it ends; throws when another hub is running on it. */
export const reserveState = (state: string, port: number): void => {
  const holder = takeLock(lockFile(state), `http://localhost:${port}`)
  if (holder) refuse(state, holder, 'Stop it, or set HUB_STATE to another folder.')
  process.on('exit', () => rmSync(lockFile(state), { force: true }))
}

/** Throws when a hub is running on a state folder. */
export const expectStopped = (state: string): void => {
  const holder = findHolder(lockFile(state))
  if (holder) refuse(state, holder, 'Stop it first.')
}
