import type { Hub } from '../../../site/contract/hub'
import { wantsAnswer } from '../../markdown/question-detection'
import { toneOf } from '../../markdown/tone'

/** The tone of a comment, and whether it needs an answer; a host's never does. */
export const assessTone = (
  body: string,
  { language }: Pick<Hub, 'language'>,
  isByHost: boolean,
) => {
  const tone = toneOf(body, language)
  return { tone, asks: !isByHost && wantsAnswer(body, tone, language) }
}
