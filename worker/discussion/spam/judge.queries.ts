import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { isolateState } from '../../lib/isolate'
import { hmac } from '../../lib/hmac'
import { loadFilter, type Score } from './filter.rules'
import { containsWord } from './held-words.rules'
import { findFilter } from './queries'
import { type GuardInput, HONEYPOT } from './form'
import {
  type SpamSigns,
  type Judgement,
  type Inspection,
  spamReason,
  comparableText,
} from './rules'
import { checkTimestamp } from './form-timestamp.token'
import type { TurnstileResult } from '../../http/turnstile'
import { tokenize } from './tokenize.rules'
import { logFailure } from '../../lib/log-failure'

/** What is inspected of a comment before it is created. */
export interface InspectionInput {
  hub: Pick<Hub, 'heldWords'>
  /** Keys the digest of the text. */
  secret: string
  now: Date
  conversation: string
  body: string
  website: string | null
  /** The spam protection's fields of a new comment's form. */
  form?: GuardInput | undefined
}

/** The keyed hash of the text, to find repeats. */
const digestOf = async (secret: string, body: string): Promise<string | null> => {
  const letters = comparableText(body)
  return letters && hmac(secret, `words ${letters}`)
}

/** Checks a comment and its form without the database. */
export const inspect = async (looking: InspectionInput): Promise<Inspection> => {
  const { hub, secret, now, conversation, body, website, form } = looking
  return {
    body,
    website,
    digest: (await digestOf(secret, body)) || null,
    timestamp: form ? await checkTimestamp(secret, conversation, form.drawn, now) : 'good',
    isHoneypotFilled: form?.[HONEYPOT] ?? false,
    // The most expensive check: only when the comment is judged, once it is within its limits.
    get hasHeldWord() {
      return containsWord(hub.heldWords, body)
    },
  }
}

/** The filter, as this isolate last read it. */
const known = isolateState<{ madeAt: Date; score: Score }>(() => ({
  madeAt: new Date(-1),
  score: () => 0,
}))

/** The statement that reads the filter; without its model if this isolate has it already. */
export const selectFilter = (db: Db) => findFilter(db, known.current.madeAt)

/** The spam score; `undefined` if the filter cannot be read. */
const scoreOf = ({ filter }: SpamSigns, look: Inspection): number | undefined => {
  if (!filter) return 0
  try {
    const { madeAt, model } = filter
    if (model !== null) known.current = { madeAt, score: loadFilter(model) }
    return known.current.score(tokenize(look))
  } catch (error) {
    logFailure('the spam filter cannot be read', error)
    return undefined
  }
}

/** The result of all spam checks. */
export const judge = (
  look: Inspection,
  found: SpamSigns | undefined,
  proof?: TurnstileResult,
): Judgement => {
  const score = found && scoreOf(found, look)
  const isDown = !found || score === undefined || proof === 'down'
  return {
    digest: look.digest,
    spam: score ?? 0,
    suspected: spamReason(look, isDown ? 'down' : { repeats: found.repeats?.count ?? 0, score }),
  }
}
