import { z } from 'astro/zod'
import { ideaStatuses, kinds, type Kind } from '../contract/vocabulary'
import { closing, file, link, moment, slug, text, webAddress } from '../parser/fields'

/** The status of an alert. */
export const alertStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const

/** The severity of an alert, lowest first. */
export const severities = ['notice', 'minor', 'major', 'critical'] as const

/** The fields that only some kinds of posts have. */
const fieldsOf: Partial<Record<Kind, readonly string[]>> = {
  alert: ['status', 'severity', 'until', 'updates'],
  idea: ['status', 'reason'],
  resource: ['links', 'files', 'contacts'],
}
const kindFields = [...new Set(Object.values(fieldsOf).flat())]

const update = (zone: string) =>
  z.strictObject({
    at: moment(zone),
    status: z.enum(alertStatuses),
    text: text(),
  })

const contact = z.strictObject({
  name: text(),
  email: z.email('expected an email address').optional(),
  phone: text().optional(),
  url: webAddress().optional(),
})

/** What some fields depend on. */
interface SchemaOptions<Cover extends z.ZodType> {
  /** The hub's time zone. */
  zone: string
  /** The default space. */
  firstSpace: string
  /** A picture: Astro's `image()` in a build, a file name in the check. */
  picture: Cover
}

/** `posts/<slug>.mdx`: a post of one kind. */
export const postSchema = <Cover extends z.ZodType>({
  zone,
  firstSpace,
  picture,
}: SchemaOptions<Cover>) =>
  z
    .strictObject({
      title: text(),
      /** The day it is from. */
      date: moment(zone),
      kind: z.enum(kinds).default('news'),
      /** Handles of people, the first one first. */
      authors: z.array(slug()).min(1, 'expected at least one author'),
      tags: z.array(slug()).default([]),
      /** A space in `spaces.yaml`; default: the first. */
      space: slug().default(firstSpace),
      /** One line for lists, feeds and cards. */
      summary: text().optional(),
      /** A picture beside the post: `./shop.jpg`. */
      cover: picture.optional(),
      /** What the cover shows, in words; required with a cover. */
      coverAlt: text().optional(),
      /** Hidden everywhere until then. */
      publish: moment(zone).optional(),
      /** Shown by `npm run dev`, never built. */
      draft: z.boolean().default(false),
      /** `closed` keeps what is there and takes no more; `none` shows nothing. */
      comments: z.enum(['open', 'closed', 'none']).default('open'),
      /** The permanent id that comments hang on; default: the slug. */
      id: slug().optional(),
      /** Slugs it had before; they redirect. */
      formerly: z.array(slug()).default([]),
      /** Stays above the others in lists. */
      pinned: z.boolean().default(false),
      /** Its other homes: where on which networks the talk about it goes on. */
      elsewhere: z.array(z.strictObject({ network: slug(), url: webAddress() })).default([]),

      /** How far an alert (default: investigating) or an idea (default: open) has come. */
      status: z.enum([...alertStatuses, ...ideaStatuses]).optional(),
      /** How grave an alert is; default: minor. */
      severity: z.enum(severities).optional(),
      /** When an alert's banner leaves by itself; a day alone counts to its end. */
      until: closing(zone).optional(),
      /** What has been said during an alert. */
      updates: z.array(update(zone)).optional(),
      /** Why an idea stands where it does; required when it is declined. */
      reason: text().optional(),
      /** What a resource points to. */
      links: z.array(z.strictObject({ label: text(), url: link() })).optional(),
      /** What a resource gives to take away, beside the post. */
      files: z.array(z.strictObject({ label: text(), file: file() })).optional(),
      /** Whom a resource names. */
      contacts: z.array(contact).optional(),
    })
    .superRefine((post, context) => {
      for (const { path, message } of faultsOfKind(post)) {
        context.addIssue({ code: 'custom', path, message })
      }
    })
    .transform((post) => ({ ...post, ...defaultsOf(post) }))

/**
 * Fields of a post that contradict each other. Zod checks this only if every field is valid by itself;
 * the content check always does, so that all mistakes are reported at once.
 */
export const faultsOfKind = (post: Readonly<Record<string, unknown>>) => {
  const kind = (post['kind'] ?? 'news') as Kind
  const own = fieldsOf[kind] ?? []
  const faults: { path: string[]; message: string }[] = []
  const fault = (path: string, message: string) => faults.push({ path: [path], message })

  if (post['cover'] && !post['coverAlt'])
    fault('coverAlt', 'expected a description of the cover, found nothing')
  for (const field of kindFields) {
    if (post[field] !== undefined && !own.includes(field))
      fault(field, `only ${ownersOf(field)} has \`${field}\``)
  }
  const statuses: readonly string[] = kind === 'alert' ? alertStatuses : ideaStatuses
  const { status } = post
  if (status !== undefined && own.includes('status') && !statuses.includes(String(status))) {
    fault('status', `the status of ${a(kind)} is one of ${statuses.join(', ')}`)
  }
  if (kind === 'idea' && status === 'declined' && !post['reason']) {
    fault('reason', 'expected the reason why it was declined, found nothing')
  }
  return faults
}

/** `ownersOf('severity') // => 'an alert'` */
const ownersOf = (field: string) =>
  kinds
    .filter((kind) => fieldsOf[kind]?.includes(field))
    .map(a)
    .join(' or ')

const a = (kind: Kind) => (kind === 'alert' || kind === 'idea' ? `an ${kind}` : `a ${kind}`)

type Status = (typeof alertStatuses)[number] | (typeof ideaStatuses)[number]

const defaultsOf = (post: {
  kind: Kind
  status?: Status | undefined
  severity?: (typeof severities)[number] | undefined
}) => {
  if (post.kind === 'alert')
    return { status: post.status ?? 'investigating', severity: post.severity ?? 'minor' }
  if (post.kind === 'idea') return { status: post.status ?? 'open' }
  return {}
}
