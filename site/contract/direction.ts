/** The scripts that are written from right to left (Unicode Standard, chapter 9 and 19). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'])

/**
 * The direction in which a language is written, for `dir`.
 *
 * @example directionOf('ar-EG') // => 'rtl'
 */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'
