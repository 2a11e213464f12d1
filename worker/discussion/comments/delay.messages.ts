import type { DeskRules } from '../../../site/contract/hub'

/** The note above a host's reply form about the delay; `undefined` if the hub has none. */
export const delayNotice = ({
  rest,
  resting,
}: Pick<DeskRules, 'rest' | 'resting'>): string | undefined => {
  if (rest === 0) return undefined
  const which = resting === 'all' ? 'A reply' : 'A reply to what is critical or was reported'
  return `${which} is not published at once: it rests for ${Math.ceil(rest / 60_000)} min, for you to read it again.`
}
