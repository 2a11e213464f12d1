import { ownText } from './tone'

/** How questions begin in English, for those without a question mark. */
const BEGINNINGS = [
  'how (?:do|does|did|can|could|much|many|long|often|soon|far|is|are|would|should|come|about)',
  "what(?: is| are| was|'?s| do| does| did| about| kind| size| would| should| time| happens| happened)",
  'when (?:is|are|do|does|did|will|can|would)',
  'where (?:is|are|do|does|did|can|would)',
  'why (?:is|are|was|do|does|did|not|would|can|has|have)',
  'who (?:is|are|do|does|can|knows)',
  'which (?:one|of|is|are|\\w+ (?:is|are|do|does|would|should|fits?))',
  '(?:can|could|will|would|should|may) (?:i|we|you|it|they|the|this|that|someone|somebody|anyone|anybody)',
  '(?:is|are|was|were) (?:it|there|this|that|they|the|you|anyone|anybody|your|my)',
  '(?:do|does|did) (?:you|i|we|it|they|anyone|anybody|somebody|the|this|your|my)',
  '(?:has|have) (?:you|anyone|anybody|somebody|it|they|the)',
  'any(?: ideas?| chance| news| updates?| advice| tips| recommendations?| suggestions?|(?:one|body) (?:know|knows|tried|have|got|else))',
].join('|')

const QUESTION = new RegExp(
  `^(?:(?:and|but|so|hi|hello|hey|also|ok|please|sorry)[, ]+)*(?:${BEGINNINGS})\\b`,
)

/** Phrases within a sentence that make it a question. */
const WANTS_TO_KNOW =
  /\b(?:(?:i|we)(?: am|'m| are|'re|)? wonder(?:ing)?|was wondering|(?:would|'d) (?:like|love) to know|(?:please|do) (?:let (?:me|us) know|tell (?:me|us)|advise|explain)|(?:can|could) (?:you|someone|somebody|anyone|anybody)|does any(?:one|body)|any(?:one|body) know|(?:looking for|need|want) (?:some )?(?:advice|help)|no idea (?:how|what|where|which|why))\b/

const asksInEnglish = (words: string): boolean =>
  words
    .split(/[.!?\n]+/)
    .map((sentence) => sentence.trim())
    .some((sentence) => QUESTION.test(sentence) || WANTS_TO_KNOW.test(sentence))

/**
 * Whether a text needs an answer: it asks something, or it is unfriendly. A question is recognized by
 * its mark in every language, and in English by its words too.
 *
 * @param tone the result of `toneOf`
 * @example wantsAnswer('Does anyone know if it fits', 0, 'en-GB') // => true
 */
export const wantsAnswer = (text: string, tone: number | null, language: string): boolean => {
  const words = ownText(text).toLowerCase()
  if (/[?？؟]/.test(words) || (tone ?? 0) < 0) return true
  return /^en\b/i.test(language) && asksInEnglish(words)
}
