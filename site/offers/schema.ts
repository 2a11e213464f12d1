import { z } from 'astro/zod'
import { kinds } from '../contract/vocabulary'
import { closing, link, moment, slug, text } from '../parser/fields'

const action = z.strictObject({
  /** The text of the button. */
  label: text(),
  /** The address of the button. */
  url: link(),
})

const where = z.strictObject({
  /** After posts of these kinds. */
  kinds: z.array(z.enum(kinds)).optional(),
  /** After posts with one of these tags. */
  tags: z.array(slug()).optional(),
  /** After these posts, by slug. */
  posts: z.array(slug()).optional(),
  /** On the front page. */
  front: z.boolean().default(false),
})

/** `offers/<id>.mdx`: a promoted piece; the body is the pitch. `zone` is the hub's. */
export const offerSchema = (zone: string) =>
  z.strictObject({
    title: text(),
    action,
    /** Shown from then on; default: at once. */
    start: moment(zone).optional(),
    /** Shown until then; a day alone is included. Default: without an end. */
    end: closing(zone).optional(),
    /** Where it may appear; default: everywhere. */
    where: where.optional(),
    /** `everyone`, `guests`, `members`, `group:<id>` or the id of a level. */
    audience: z
      .string()
      .regex(
        /^(?:(?:group|level):)?[a-z0-9-]+$/,
        'expected everyone, guests, members, group:<id> or a level',
      )
      .default('everyone'),
    /** The sentence that discloses the promotion. */
    disclosure: text(),
    /** Of two offers in one place, the higher is shown. */
    priority: z.int().default(0),
    /** It ends after this many clicks. */
    cap: z.int().min(1).optional(),
  })
