import { z } from 'astro/zod'
import { colour, duration, file, text, webAddress } from '../parser/fields'
import { signInSchema } from '../sign-in/schema'

/** The included typefaces. */
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
  /** Which comments are held: `first`, a guest's until confirmed; `all`; `none`. */
  hold: z.enum(['first', 'all', 'none']).default('first'),
  /** How long authors may edit and delete their comments: `15m`. */
  editFor: duration().prefault('15m'),
  /** Levels of indented replies; deeper ones name the comment they answer. */
  depth: z.int().min(1).max(10).default(4),
  /** Comments on a page of a conversation. */
  perPage: z.int().min(5).max(50).default(50),
  /** Characters in the longest comment. */
  longest: z.int().min(100).max(100_000).default(10_000),
})

/** Pictures in posts. */
const pictures = z.strictObject({
  /** Hosts whose pictures posts may show; a picture on any other host becomes a link. */
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

/** `1 working day` or a duration such as `4h`. */
const answer = z.union(
  [
    z
      .string()
      .regex(/^\d{1,3} working days?$/)
      .transform((written) => ({ workingDays: Number.parseInt(written, 10) })),
    duration().transform((milliseconds) => ({ milliseconds })),
  ],
  'expected `1 working day`, or a duration such as 4h',
)

/** The hub's promises to its readers. */
const pulse = z.strictObject({
  /** The longest time between two posts: `14d`. */
  post: duration().prefault('14d'),
  /** How soon a question is answered: `1 working day` or `4h`. */
  answer: answer.prefault('1 working day'),
  /** How many people should write for the company. */
  voices: z.int().min(1).default(2),
  /** When hosts are at the desk, in the hub's time zone. */
  hours: hours.prefault('Mon-Fri 09:00-17:00'),
})

/** The default house rules. */
const houseRules = [
  { id: 'unlawful', name: 'Unlawful', says: 'It breaks the law, or asks others to.' },
  {
    id: 'spam',
    name: 'Spam',
    says: 'It is here to sell something, and not for the readers.',
  },
  {
    id: 'private',
    name: 'Private details',
    says: 'It reveals private details of another person, such as an address or a phone number.',
  },
  {
    id: 'hurtful',
    name: 'Meant to hurt',
    says: 'It attacks a person, not what they said.',
  },
]

/** The work of hosts. */
const desk = z.strictObject({
  /** How long a host's reply is delayed before it can be sent: `10m`; `0s` for no delay. */
  rest: duration().prefault('10m'),
  /** Which replies are delayed: those to `critical` comments, or `all`. */
  resting: z.enum(['critical', 'all']).default('critical'),
  /** Whether authors are notified that their comment was faded. */
  fade: z.enum(['quiet', 'tell']).default('quiet'),
  /** Whether authors are notified by which rule their comment was removed. */
  removal: z.enum(['quiet', 'tell']).default('tell'),
  /** How long a removed comment can be restored: `30d`. */
  keepRemoved: duration().prefault('30d'),
  /** The house rules for which a comment may be removed; shown to readers and quoted to authors. */
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

/** The `utm` parameters of counted links; `{id}` is the offer or the network. */
const utm = z.strictObject({
  source: text().optional(),
  medium: text().optional(),
  campaign: text().optional(),
  term: text().optional(),
  content: text().optional(),
})

/** How offers are counted. */
const offers = z.strictObject({
  /** One in so many views is counted and multiplied; 1 counts every view. */
  sample: z.int().min(1).max(1000).default(10),
})

/** `hub.yaml`: the company and the rules of the hub. */
export const hubSchema = z.strictObject({
  /** The name of the company. */
  name: text(),
  /** The name of the hub in the navigation. */
  title: text().default('Community'),
  /** Its address, with the path below which all pages are. */
  url: webAddress()
    .refine((url) => !/[?#]/.test(url), 'expected an address without ? and #')
    .transform((url) => new URL(url.endsWith('/') ? url : `${url}/`).href),
  /** One line under the name. */
  tagline: text().optional(),
  /** A picture file in the content folder: `./logo.svg`. */
  logo: file().optional(),
  /** The colour from which the others are derived. */
  accent: colour().default('#0a7f5a'),
  /** The typeface; `system` for the reader's own. */
  font: z.enum(fonts).default('inter'),
  /** The language of the posts: `en-GB`. */
  language: z.string().refine(canonical, 'expected a language such as en-GB').default('en'),
  /** The time zone of dates without one: `Europe/London`. */
  timezone: z
    .string()
    .refine(isTimezone, 'expected a time zone such as Europe/London')
    .default('UTC'),
  comments: comments.prefault({}),
  desk: desk.prefault({}),
  pictures: pictures.prefault({}),
  /** The emojis for reactions, in order. */
  reactions: z.array(text()).min(1).max(12).default(['👍', '❤️', '💡', '🙏', '🎉']),
  pulse: pulse.prefault({}),
  utm: utm.prefault({}),
  offers: offers.prefault({}),
  /** Sign-in providers in addition to the built-in ones. */
  signIn: signInSchema.default([]),
})

/** `hub.yaml` with every default filled in. */
export type HubSettings = z.output<typeof hubSchema>
