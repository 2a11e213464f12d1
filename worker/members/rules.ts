import type { Level } from '../../site/contract'
import type { Guest } from './table'

/**
 * The level of somebody without an account: the lowest, until they have confirmed the very address
 * they now give. What somebody types earns them nothing.
 */
export const levelOf = (levels: Level[], guest: Guest | undefined, email: string): Level => {
  const [lowest, next] = levels
  if (!lowest) throw new Error('levels must not be empty; expected at least one in levels.yaml')
  const isConfirmed = guest?.confirmedAt && guest.email === email
  return isConfirmed ? (next ?? lowest) : lowest
}
