import { z } from 'astro/zod'
import { alertStatuses } from '../contract/alerts'
import { ideaStatuses, kinds, type Kind } from '../contract/vocabulary'
import { closing, file, link, moment, slug, text, webAddress } from '../parser/fields'

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

/** The fields of every post. */
const commonFields = <Cover extends z.ZodType>({
  zone,
  firstSpace,
  picture,
}: SchemaOptions<Cover>) => ({
  title: text(),
  /** Its date, by which it is sorted. */
  date: moment(zone),
  kind: z.enum(kinds).default('news'),
  /** The handles of its authors, in order. */
  authors: z.array(slug()).min(1, 'expected at least one author'),
  tags: z.array(slug()).default([]),
  /** A space in `spaces.yaml`; default: the first. */
  space: slug().default(firstSpace),
  /** One line for lists, feeds and share cards. */
  summary: text().optional(),
  /** A picture beside the post: `./shop.jpg`. */
  cover: picture.optional(),
  /** The alternative text of the cover, which is required with a cover. */
  coverAlt: text().optional(),
  /** When it is published; hidden everywhere until then. */
  publish: moment(zone).optional(),
  /** Shown by `npm run dev`, never built. */
  draft: z.boolean().default(false),
  /** `closed` shows comments and accepts no more; `none` shows none. */
  comments: z.enum(['open', 'closed', 'none']).default('open'),
  /** The permanent id that comments belong to; default: the slug. */
  id: slug().optional(),
  /** Former slugs, which redirect. */
  formerly: z.array(slug()).default([]),
  /** Whether it is above the others in lists. */
  pinned: z.boolean().default(false),
  /** Links to discussions of it on other networks. */
  elsewhere: z.array(z.strictObject({ network: slug(), url: webAddress() })).default([]),
})

/** The fields of alerts, ideas and resources. */
const fieldsByKind = (zone: string) => ({
  /** The status of an alert (default: investigating) or an idea (default: open). */
  status: z.enum([...alertStatuses, ...ideaStatuses]).optional(),
  /** The severity of an alert; default: minor. */
  severity: z.enum(severities).optional(),
  /** When an alert's banner disappears; a day alone is included. */
  until: closing(zone).optional(),
  /** The timeline of an alert. */
  updates: z.array(update(zone)).optional(),
  /** The reason for an idea's status; required when it is declined. */
  reason: text().optional(),
  /** The links of a resource. */
  links: z.array(z.strictObject({ label: text(), url: link() })).optional(),
  /** The files of a resource, beside the post. */
  files: z.array(z.strictObject({ label: text(), file: file() })).optional(),
  /** The contacts of a resource. */
  contacts: z.array(contact).optional(),
})

/** `posts/<slug>.mdx`: a post of one kind. */
export const postSchema = <Cover extends z.ZodType>(options: SchemaOptions<Cover>) =>
  z
    .strictObject({ ...commonFields(options), ...fieldsByKind(options.zone) })
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
