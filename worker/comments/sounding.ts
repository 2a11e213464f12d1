import type { Hub } from '../../site/contract'
import { asksOf } from '../text/asking'
import { toneOf } from '../text/tone'

/** How a comment sounds, and whether it wants an answer; a host's wants none. */
export const soundOf = (body: string, { language }: Pick<Hub, 'language'>, isByHost: boolean) => {
  const tone = toneOf(body, language)
  return { tone, asks: !isByHost && asksOf(body, tone, language) }
}
