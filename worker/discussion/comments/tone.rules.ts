import type { Hub } from '../../../site/contract/hub'
import { wantsAnswer } from '../../markdown/question-detection'
import { toneOf } from '../../markdown/tone'

/** How a comment sounds, and whether it wants an answer; a host's wants none. */
export const assessTone = (
  body: string,
  { language }: Pick<Hub, 'language'>,
  isByHost: boolean,
) => {
  const tone = toneOf(body, language)
  return { tone, asks: !isByHost && wantsAnswer(body, tone, language) }
}
