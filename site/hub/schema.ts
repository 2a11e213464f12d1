import { z } from 'astro/zod'
import { colour, duration, file, text, webAddress } from '../parser/fields'
import { signInSchema } from '../sign-in/schema'

/** The typefaces that come with the hub. */
export const fonts = ['inter', 'source-serif', 'system'] as const

const canonical = (language: string) => {
  try {
    return Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}

const isTimezone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The rules of comments. */
const comments = z.strictObject({
  /** Whose comments wait: `first`, a guest's until confirmed; `all`; `none`. */
  hold: z.enum(['first', 'all', 'none']).default('first'),
  /** How long an author may edit and delete: `15m`. */
  editFor: duration().prefault('15m'),
  /** Levels of replies that are indented; deeper ones say whom they answer. */
  depth: z.int().min(1).max(10).default(4),
  /** Comments on a page of a conversation. */
  perPage: z.int().min(5).max(50).default(50),
  /** Characters in the longest comment. */
  longest: z.int().min(100).max(100_000).default(10_000),
})

/** Where posts may take pictures from. */
const pictures = z.strictObject({
  /** Hosts whose pictures posts may show; a picture from elsewhere becomes a link. */
  remote: z
    .array(z.string().regex(/^[a-z0-9.-]+(?::\d+)?$/, 'expected a host such as images.example.com'))
    .default([]),
})

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const HOURS = /^([A-Z][a-z]{2})-([A-Z][a-z]{2}) (\d{2}):(\d{2})-(\d{2}):(\d{2})$/

/** `Mon-Fri 09:00-17:00` as days (0 is Sunday) and minutes since midnight. */
const hours = z.string().transform((written, context) => {
  const [, first = '', last = '', ...clock] = HOURS.exec(written) ?? []
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  const [opens, closes] = [0, 2].map((at) => Number(clock[at]) * 60 + Number(clock[at + 1])) as [
    number,
    number,
  ]
  if (from < 0 || to < 0 || !(opens < closes && closes <= 1440)) {
    context.addIssue({ code: 'custom', message: 'expected hours such as Mon-Fri 09:00-17:00' })
    return z.NEVER
  }
  const length = ((to - from + 7) % 7) + 1
  return { days: Array.from({ length }, (_, at) => (from + at) % 7), opens, closes }
})

/** `1 working day` or a length of time such as `4h`. */
const answer = z.union(
  [
    z
      .string()
      .regex(/^\d{1,3} working days?$/)
      .transform((written) => ({ workingDays: Number.parseInt(written, 10) })),
    duration().transform((milliseconds) => ({ milliseconds })),
  ],
  'expected `1 working day`, or a length of time such as 4h',
)

/** What the hub promises to keep alive. */
const pulse = z.strictObject({
  /** The longest silence between two posts: `14d`. */
  post: duration().prefault('14d'),
  /** How soon a question is answered: `1 working day` or `4h`. */
  answer: answer.prefault('1 working day'),
  /** How many people should be speaking for the company. */
  voices: z.int().min(1).default(2),
  /** When somebody is at the desk, in the hub's time zone. */
  hours: hours.prefault('Mon-Fri 09:00-17:00'),
})

/** Why a comment may be removed, until hub.yaml says otherwise. */
const houseRules = [
  { id: 'unlawful', name: 'Unlawful', says: 'It breaks the law, or asks others to.' },
  {
    id: 'spam',
    name: 'Spam',
    says: 'It is here to sell something, and for nobody who reads here.',
  },
  {
    id: 'private',
    name: 'Private details',
    says: 'It gives away what belongs to somebody else: an address, a number, a letter.',
  },
  {
    id: 'hurtful',
    name: 'Meant to hurt',
    says: 'It is aimed at a person and not at what they said.',
  },
]

/** How hosts work. */
const desk = z.strictObject({
  /** How long a host's reply rests before it can be sent: `10m`; `0s` for not at all. */
  rest: duration().prefault('10m'),
  /** Which replies rest: those to `critical` comments, or `all`. */
  resting: z.enum(['critical', 'all']).default('critical'),
  /** Whether somebody is told that their comment was faded. */
  fade: z.enum(['quiet', 'tell']).default('quiet'),
  /** Whether somebody is told by which rule their comment was removed. */
  removal: z.enum(['quiet', 'tell']).default('tell'),
  /** For how long what was removed can be brought back: `30d`. */
  keepRemoved: duration().prefault('30d'),
  /** Why a comment may be removed; told on the house rules, and to whom it concerns. */
  rules: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens'),
        name: text(),
        says: text().optional(),
      }),
    )
    .min(1)
    .refine(
      (rules) => new Set(rules.map(({ id }) => id)).size === rules.length,
      'expected unique ids',
    )
    .default(houseRules),
})

/** What counted links tell whoever they lead to; `{id}` is the offer or the network. */
const utm = z.strictObject({
  source: text().optional(),
  medium: text().optional(),
  campaign: text().optional(),
  term: text().optional(),
  content: text().optional(),
})

/** How offers are counted. */
const offers = z.strictObject({
  /** One of so many views is counted, and stands for all of them; 1 counts each. */
  sample: z.int().min(1).max(1000).default(10),
})

/** `hub.yaml`: whose house this is, and its rules. */
export const hubSchema = z.strictObject({
  /** Whose hub it is. */
  name: text(),
  /** What the navigation calls the hub. */
  title: text().default('Community'),
  /** Where it lives, path included: it decides the path of every page. */
  url: webAddress()
    .refine((url) => !/[?#]/.test(url), 'expected an address without ? and #')
    .transform((url) => new URL(url.endsWith('/') ? url : `${url}/`).href),
  /** One line under the name. */
  tagline: text().optional(),
  /** A picture file in the content folder: `./logo.svg`. */
  logo: file().optional(),
  /** The one colour that everything else follows. */
  accent: colour().default('#0a7f5a'),
  /** The typeface; `system` takes the reader's own. */
  font: z.enum(fonts).default('inter'),
  /** The language posts are written in: `en-GB`. */
  language: z.string().refine(canonical, 'expected a language such as en-GB').default('en'),
  /** The zone of every date written without one: `Europe/London`. */
  timezone: z
    .string()
    .refine(isTimezone, 'expected a time zone such as Europe/London')
    .default('UTC'),
  comments: comments.prefault({}),
  desk: desk.prefault({}),
  pictures: pictures.prefault({}),
  /** The emoji that readers may answer with, the first ones first. */
  reactions: z.array(text()).min(1).max(12).default(['👍', '❤️', '💡', '🙏', '🎉']),
  pulse: pulse.prefault({}),
  utm: utm.prefault({}),
  offers: offers.prefault({}),
  /** Providers of sign-in besides those that the hub knows. */
  signIn: signInSchema.default([]),
})

/** What `hub.yaml` says, with every default filled in. */
export type HubSettings = z.output<typeof hubSchema>
