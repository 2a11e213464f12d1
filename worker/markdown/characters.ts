import type { MarkdownIt } from 'markdown-it'

/*
 * Named character references in Markdown, such as `&copy;` or `&hellip;`, and the replacement of the
 * package `entities` (by `[alias]` in wrangler.toml), of which markdown-it uses one function.
 *
 * HTML has 2125 names. Those of HTML 4 and of ASCII are here; the table of all of them would be 14 KiB
 * of the Worker, and every browser has it. `characters` leaves the other names as they are typed, for
 * the browser.
 */

const listed = (names: string) => names.split(/[ \n]+/)

/** In the order of their code points, U+00A0 to U+00FF. */
const LATIN = listed(
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
  sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
  Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
  ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN
  szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
  icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml
  yacute thorn yuml`,
)

/** Each name after its character. An address can hide its scheme with these: `javascript&colon;`. */
const ASCII = listed(
  `!excl #num $dollar %percnt 'apos (lpar )rpar *ast *midast +plus ,comma .period /sol :colon ;semi
  =equals ?quest @commat [lbrack [lsqb \\bsol ]rbrack ]rsqb ^Hat _UnderBar _lowbar
  \`DiacriticalGrave \`grave {lbrace {lcub |VerticalLine |verbar |vert }rbrace }rcub`,
)

/** The other names of HTML 4, each after its character. */
const OTHERS = listed(
  `ŒOElig œoelig ŠScaron šscaron ŸYuml ƒfnof ˆcirc ˜tilde ΑAlpha ΒBeta ΓGamma ΔDelta ΕEpsilon ΖZeta
  ΗEta ΘTheta ΙIota ΚKappa ΛLambda ΜMu ΝNu ΞXi ΟOmicron ΠPi ΡRho ΣSigma ΤTau ΥUpsilon ΦPhi ΧChi
  ΨPsi ΩOmega αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu
  ξxi οomicron πpi ρrho ςsigmaf σsigma τtau υupsilon φphi χchi ψpsi ωomega ϑthetasym ϒupsih ϖpiv
  \u2002ensp \u2003emsp \u2009thinsp \u200czwnj \u200dzwj \u200elrm \u200frlm –ndash —mdash ‘lsquo
  ’rsquo ‚sbquo “ldquo ”rdquo „bdquo †dagger ‡Dagger •bull …hellip ‰permil ′prime ″Prime ‹lsaquo
  ›rsaquo ‾oline ⁄frasl €euro ℑimage ℘weierp ℜreal ™trade ℵalefsym ←larr ↑uarr →rarr ↓darr ↔harr
  ↵crarr ⇐lArr ⇑uArr ⇒rArr ⇓dArr ⇔hArr ∀forall ∂part ∃exist ∅empty ∇nabla ∈isin ∉notin ∋ni ∏prod
  ∑sum −minus ∗lowast √radic ∝prop ∞infin ∠ang ∧and ∨or ∩cap ∪cup ∫int ∴there4 ∼sim ≅cong ≈asymp
  ≠ne ≡equiv ≤le ≥ge ⊂sub ⊃sup ⊄nsub ⊆sube ⊇supe ⊕oplus ⊗otimes ⊥perp ⋅sdot ⌈lceil ⌉rceil ⌊lfloor
  ⌋rfloor ⟨lang ⟩rang ◊loz ♠spades ♣clubs ♥hearts ♦diams`,
)

/** Names that HTML accepts without a semicolon too; browsers cut a longer name after them. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ...['AMP', 'amp'].map((name) => [name, '&'] as const),
  ...['LT', 'lt'].map((name) => [name, '<'] as const),
  ...['GT', 'gt'].map((name) => [name, '>'] as const),
  ...['QUOT', 'quot'].map((name) => [name, '"'] as const),
  ['COPY', '©'],
  ['REG', '®'],
  ...LATIN.map((name, at) => [name, String.fromCodePoint(0xa0 + at)] as const),
])

const LONG: ReadonlyMap<string, string> = new Map([
  ['Tab', '\t'],
  ['NewLine', '\n'],
  ...[...ASCII, ...OTHERS].map(([character, ...name]) => [name.join(''), character!] as const),
])

/** Longer names that begin with a short one, without those above. */
const LONGER = new Set(
  listed(
    `centerdot copysr divideontimes gtcc gtcir gtdot gtlPar gtquest gtrapprox gtrarr gtrdot gtreqless
  gtreqqless gtrless gtrsim ltcc ltcir ltdot lthree ltimes ltlarr ltquest ltrPar ltri ltrie ltrif
  notinE notindot notinva notinvb notinvc notni notniva notnivb notnivc parallel timesb timesbar
  timesd`,
  ),
)

const NAMED = /^&([a-z][a-z\d]{1,31});/i

const characterOf = (name: string): string | undefined => SHORT.get(name) ?? LONG.get(name)

/** Whether a browser decodes all of the name or none of it: `&notit;` would become `¬it;`. */
const isReadWhole = (name: string): boolean =>
  LONGER.has(name) || ![...SHORT.keys()].some((short) => name.startsWith(short))

/** The character of a reference such as `&copy;`; the reference itself if it is none of those above. */
export const decodeHTMLStrict = (reference: string): string =>
  characterOf(NAMED.exec(reference)?.[1] ?? '') ?? reference

/**
 * A markdown-it plugin that decodes named character references. Any other name goes into the page as
 * it is typed, `&name;`: a browser shows the character if HTML has that name, or else the reference.
 */
export const characters = (md: MarkdownIt) => {
  md.inline.ruler.before('entity', 'characters', (state, isSilent) => {
    if (state.src[state.pos] !== '&') return false
    const [reference, name] = NAMED.exec(state.src.slice(state.pos, state.pos + 34)) ?? []
    if (!reference || !name) return false
    const character = characterOf(name)
    if (character === undefined && !isReadWhole(name)) return false
    if (!isSilent) {
      const token = state.push(character === undefined ? 'html_inline' : 'text_special', '', 0)
      token.content = character ?? reference
      token.markup = reference
      token.info = 'entity'
    }
    state.pos += reference.length
    return true
  })
}
