import type { Hub } from '../../site/contract'
import { clean, lengthOf } from '../text/words'

/** The longest message to somebody, in characters. */
export const MESSAGE_LIMIT = 1000

/** What a host typed who warns somebody. */
export interface Warning {
  body: string
  rule: string
}

/** Why nobody is warned. */
export type WarningFault = 'empty' | 'too-long' | 'rule' | 'nobody' | 'not-saved'

/** The words as they are kept. */
export const bodyIn = ({ body }: Pick<Warning, 'body'>): string => clean(body).trim()

export const faultInWarning = (
  warning: Warning,
  { desk }: Pick<Hub, 'desk'>,
): WarningFault | undefined => {
  const body = bodyIn(warning)
  if (body === '') return 'empty'
  if (lengthOf(body) > MESSAGE_LIMIT) return 'too-long'
  return warning.rule === '' || desk.rules.some(({ id }) => id === warning.rule)
    ? undefined
    : 'rule'
}
