/*
 * Additions to AFINN, a list of single words: idioms, missing complaints, and rated words that say
 * little about a mood. Found by reading the errors in the first of three public collections; the other
 * two, which the test measures with, were not read.
 */

const listed = (words: string) => new Set(words.split(/\s+/))

/** They negate what follows; so does every word that ends in n’t. */
export const NEGATIONS = listed(
  'no not none never nothing nobody nowhere neither nor hardly barely cannot cant dont wont without',
)

export const STRONGER = listed(
  'very really so too extremely absolutely totally completely utterly highly truly incredibly',
)

export const WEAKER = listed('slightly somewhat fairly kinda sorta partly mildly')

/** Rated in AFINN, but said in any mood. */
export const SAYS_LITTLE = listed(
  `better charge charged clear cool cover cut drop expected feeling friends hard help hope hoping
  huge big like matter no number pay save stop stopped straight support tough want wanted yeah`,
)

/** Complaints that AFINN lacks, rated like others in it. */
export const COMPLAINTS: ReadonlyMap<string, number> = new Map([
  ...[...listed('bland cold lacking lacks slow')].map((word) => [word, -1] as const),
  ...[
    ...listed(
      `ashamed avoid beware dirty disappointment flimsy inconvenient joke mediocre overpriced poor
      poorly refused refuses rip shame tasteless unfriendly unhelpful unreliable`,
    ),
  ].map((word) => [word, -2] as const),
  ...[
    ...listed(
      `clueless junk lousy nightmare overcharged ripoff rubbish shoddy trash unacceptable
      unprofessional unusable`,
    ),
  ].map((word) => [word, -3] as const),
])

/** Phrases, whose rating replaces that of their words. */
export const IDIOMS: readonly (readonly [RegExp, number])[] = [
  [
    /\bwast(?:e[ds]?|ing) (?:of )?(?:your |my |our |his |her |their )?(?:time|money|effort|\$+)/g,
    -3,
  ],
  [
    /\b(?:do|would|will)(?: not|n'?t) (?:buy|go|bother|recommend|purchase|order|waste|expect)\b/g,
    -2,
  ],
  [
    /\b(?:did|does|do|is|are|was|will|has|have|would|could|can)(?: not|n'?t) (?:\w+ )?work(?:s|ed|ing)?\b/g,
    -2,
  ],
  [/\b(?:stop(?:s|ped)?|quits?) working\b/g, -2],
  [/\b(?:still|been|kept) waiting\b/g, -2],
  [/\b(?:never|not|won't) (?:\w+ )?(?:again|return|(?:going|go|coming|come) back)\b/g, -3],
  [/\b(?:stay|stays|stayed|keep|steer) (?:away|clear)\b/g, -2],
  [/\b(?:money|refund) back\b/g, -2],
  [/\btoo (?:expensive|slow|late|long|small|loud|little)\b/g, -1],
  [/\bthanks? (?:you )?(?:for nothing|a lot for nothing)\b/g, -4],
  [/\bno (?:problems?|worries|doubt|complaints?|regrets?|trouble|issues?)\b/g, 2],
  [/\b(?:not|never) (?:a )?(?:bad|wrong)\b/g, 1],
  [/\bcan(?:no|')?t (?:go wrong|complain|fault|be beaten|beat)\b/g, 3],
  [/\bc(?:an|ould)(?:not| not|n'?t|'t) be (?:more )?(?:happier|better|easier|pleased)\b/g, 3],
  [/\b(?:i|we|you|really|they|also) (?:really |also )?(?:like[ds]?|enjoy)\b/g, 2],
]
