import type { DeskRules } from '../../../site/contract/hub'

/** The note above a host's reply form about the delay; `undefined` if the hub has none. */
export const delayNotice = ({
  rest,
  resting,
}: Pick<DeskRules, 'rest' | 'resting'>): string | undefined => {
  if (rest === 0) return undefined
  const which = resting === 'all' ? 'Replies' : 'Replies to critical or reported comments'
  return `${which} are not published at once. You can review and send yours after ${Math.ceil(rest / 60_000)} min.`
}
