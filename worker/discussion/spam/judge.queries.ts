import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { isolateState } from '../../lib/isolate'
import { hmac } from '../../lib/hmac'
import { filterFrom, type Score } from './filter.rules'
import { holdsWord } from './held-words.rules'
import { findFilter } from './queries'
import { type Brought, TRAP } from './form'
import { type Found, type Judgement, type Look, suspicion, tellingLetters } from './rules'
import { readStamp } from './form-timestamp.token'
import type { TurnstileResult } from '../../http/turnstile'
import { bagOf } from './tokenize.rules'

/** What is looked at before a comment is taken. */
export interface Looking {
  hub: Pick<Hub, 'heldWords'>
  /** Keys what the same words have in common. */
  secret: string
  now: Date
  conversation: string
  body: string
  website: string | null
  /** What the form of a new comment brought along. */
  form?: Brought | undefined
}

/** What the same words have in common, whoever sends them. */
const digestOf = async (secret: string, body: string): Promise<string | null> => {
  const letters = tellingLetters(body)
  return letters && hmac(secret, `words ${letters}`)
}

/** Looks at a comment and at the form it came in. */
export const lookAt = async (looking: Looking): Promise<Look> => {
  const { hub, secret, now, conversation, body, website, form } = looking
  return {
    body,
    website,
    digest: (await digestOf(secret, body)) || null,
    stamp: form ? await readStamp(secret, conversation, form.drawn, now) : 'good',
    isTrapped: form?.[TRAP] ?? false,
    hasHeldWord: holdsWord(hub.heldWords, body),
  }
}

/** The filter as this isolate last read it: the same for everybody, until hosts decide more. */
const known = isolateState<{ madeAt: Date; score: Score }>(() => ({
  madeAt: new Date(-1),
  score: () => 0,
}))

/** The statement that reads the filter; without its model if this isolate has it already. */
export const filterIn = (db: Db) => findFilter(db, known.current.madeAt)

/** How likely it is spam; nothing, when the filter can not be read. */
const scoreOf = ({ filter }: Found, look: Look): number | undefined => {
  if (!filter) return 0
  try {
    const { madeAt, model } = filter
    if (model !== null) known.current = { madeAt, score: filterFrom(model) }
    return known.current.score(bagOf(look))
  } catch (error) {
    console.error('the spam filter can not be read:', error)
    return undefined
  }
}

/** Judges a comment by all that was found. */
export const judge = (look: Look, found: Found | undefined, proof?: TurnstileResult): Judgement => {
  const score = found && scoreOf(found, look)
  const isDown = !found || score === undefined || proof === 'down'
  return {
    digest: look.digest,
    spam: score ?? 0,
    suspected: suspicion(look, isDown ? 'down' : { repeats: found.repeats?.count ?? 0, score }),
  }
}
