import { ownText } from '../../markdown/tone'

/*
 * The tone check of host replies: a few patterns, mostly for English, each explained beside what it
 * found. It points at words and decides nothing.
 */

/** The checks, in the order in which their findings are shown. */
export const toneReasons = [
  'blame',
  'complaint',
  'sarcasm',
  'absolute',
  'assumption',
  'no-question',
  'promise',
  'private',
] as const
export type ToneReason = (typeof toneReasons)[number]

export interface ToneFinding {
  reason: ToneReason
  /** The matching words, as they were written. */
  words: string[]
}

const PATTERNS: Partial<Record<ToneReason, readonly RegExp[]>> = {
  blame: [
    /\byou (?:should|could|ought to|must|need to|were supposed to|had to) (?:have )?\w+/gi,
    /\byou (?:did not|didn't|do not|don't|failed|forgot|never|misunderst(?:and|ood)|misread|ignored|refused|clearly|obviously|simply|just) ?\w*/gi,
    /\b(?:your|you are|you're) (?:own )?(?:fault|mistake|error|to blame|wrong|mistaken|confused|overreacting|rude|unreasonable)\b/gi,
    /\bif you (?:had|would have|actually|really|bothered|read)\b[^.,;!?\n]*/gi,
    /\b(?:as|like) (?:i|we) (?:already |have already |'ve already )?(?:said|told you|explained|wrote|mentioned)\b/gi,
  ],
  complaint: [
    /\b(?:how do you think|imagine how) (?:i|we) feel\b/gi,
    /\b(?:we are|we're|i am|i'm) (?:also |only |just )?(?:a (?:small|tiny)|human|people too|doing our best|doing my best|very busy|swamped|overworked|understaffed|short.?staffed|hurt|offended|insulted|upset|disappointed|tired of|sick of|fed up)\b[^.,;!?\n]*/gi,
    /\b(?:unfair|not fair|uncalled for|disrespectful|ungrateful|out of line)\b/gi,
    /\b(?:we|i) (?:work|worked|have worked) (?:so |very |really |extremely )?hard\b/gi,
    /\bpeople like you\b/gi,
    /\b(?:other|most|all our|our other) (?:customers|riders|people|members|users) (?:are|have|had|seem|were|manage|never|love|like)\b[^.,;!?\n]*/gi,
  ],
  sarcasm: [
    /\b(?:oh |well )?(?:great|wonderful|brilliant|lovely|nice|congratulations|well done|bravo|good for you|good luck with that|thanks for nothing)(?:\.\.\.|…|, (?:again|another|really))/gi,
    /\b(?:thanks|thank you) (?:so much |very much )?for your (?:valuable |helpful |constructive |kind |wonderful |lovely )?(?:feedback|input|opinion|insight)\b/gi,
    /\b(?:good luck with that|good for you|thanks for nothing|how surprising|what a surprise|no need to shout|calm down|relax|chill out|with all due respect|bless you|bless your heart|for your information|fyi|as everybody knows|as anyone knows|any(?:body|one) (?:can|could) see)\b/gi,
    /\b(?:sorry you feel|sorry that you feel|sorry if you)\b[^.,;!?\n]*/gi,
    /["“][^"”\n]{1,30}["”](?= (?:problem|issue|experience|review|expert|expertise|opinion))/gi,
    /🙄|😏|🤡|🙃/gu,
  ],
  absolute: [
    /\b(?:always|never|everybody|everyone|nobody|no one|impossible|definitely|certainly|absolutely|obviously|clearly|of course|the only|all of (?:you|them|our)|not once|completely|totally|without exception)\b/gi,
  ],
  assumption: [
    /\b(?:you (?:probably|presumably|must have|may have|might have|seem to|appear to|surely|apparently)|i (?:assume|guess|presume|suspect|take it)|we (?:assume|guess|presume|suspect)|presumably|it seems (?:that )?you|it sounds like you|sounds like you)\b[^.,;!?\n]*/gi,
  ],
  promise: [
    /\b(?:(?:i|we) (?:promise|guarantee|assure)|guaranteed|(?:will|shall) never|never (?:happen )?again|(?:we|i)(?:'ll| will| shall) (?:make sure|ensure|refund|replace|pay|fix|repair|send|give|deliver|sort)|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|next week|the end of)|free of charge|full refund|you will get|you'll get|compensat\w*)\b[^.,;!?\n]*/gi,
  ],
  private: [
    /[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[a-z]{2,}/giu,
    /(?<![\w/.-])(?:\+|00)?\d[\d ()/.-]{7,24}\d(?!\w)/g,
    /\b(?:order|invoice|customer|case|ticket|booking|reference|account|contract|serial)(?: (?:number|no\.?|id))?[ :#]*#?(?=[\w-]*\d)[a-z0-9-]{4,}/gi,
    /\b\d{1,4}[a-z]?,? (?:[A-Z][\w'-]+ ){1,3}(?:street|st\.?|road|rd\.?|lane|avenue|ave\.?|close|drive|square|place|terrace|way|court)\b/gi,
    /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g,
    /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  ],
}

/** The most words shown for one finding: hosts would not read a longer list. */
const SHOWN = 6

const matchesIn = (text: string, patterns: readonly RegExp[]): string[] => {
  const found = patterns.flatMap((pattern) => text.match(pattern) ?? [])
  const words = found.map((each) => each.replaceAll(/\s+/g, ' ').trim()).filter(Boolean)
  return [...new Set(words)].slice(0, SHOWN)
}

const isQuestion = (text: string) => /[?？؟]/.test(text)

/** The checks that work in any language. */
const LANGUAGE_NEUTRAL: readonly ToneReason[] = ['no-question', 'private']

const wordsFor = (reason: ToneReason, text: string): string[] | undefined => {
  if (reason === 'no-question') return isQuestion(text) ? undefined : []
  const words = matchesIn(text, PATTERNS[reason] ?? [])
  return words.length > 0 ? words : undefined
}

/**
 * The findings in a reply. Quotes and code in it are ignored.
 *
 * @example checkTone('You should have read the sign.', 'en-GB') // => blame, no-question
 */
export const checkTone = (body: string, language: string): ToneFinding[] => {
  const text = ownText(body)
  const isEnglish = /^en\b/i.test(language)
  return toneReasons
    .filter((reason) => isEnglish || LANGUAGE_NEUTRAL.includes(reason))
    .flatMap((reason) => {
      const words = wordsFor(reason, text)
      return words ? [{ reason, words }] : []
    })
}
