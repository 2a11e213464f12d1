import { z } from 'astro/zod'
import { slug, text } from '../parser/fields'

const may = z.strictObject({
  /** Not at all, held until a host has approved it, or published at once. */
  comment: z.enum(['no', 'held', 'at-once']).default('held'),
  /** A comment with more links is held. */
  links: z.int().min(0).default(1),
  /** Comments accepted in an hour. */
  perHour: z.int().min(0).default(10),
  /** Whether they may start a conversation. */
  start: z.boolean().default(false),
  /** Whether search engines may follow their links. */
  followedLinks: z.boolean().default(false),
  /** Whether they may accept an answer to any question. */
  accept: z.boolean().default(false),
  /** Whether they may give a topic a new tag. */
  tags: z.boolean().default(false),
})

const reach = z
  .strictObject({
    /** Published comments. */
    approvedComments: z.int().min(1).optional(),
    /** Days since the first of them. */
    days: z.int().min(1).optional(),
    /** Accepted answers. */
    answers: z.int().min(1).optional(),
  })
  .refine((asked) => Object.values(asked).some(Boolean), {
    error: 'expected at least one of approvedComments, days and answers',
  })

const level = z
  .strictObject({
    id: slug(),
    /** The name that readers see; default: the id, capitalized. */
    name: text().optional(),
    /** How it is reached; guests have the first level, and new members the second. */
    reach: reach.optional(),
    /** Its permissions; the defaults refuse or are low. */
    may: may.prefault({}),
  })
  .transform((level) => ({
    ...level,
    name: level.name ?? level.id.charAt(0).toUpperCase() + level.id.slice(1),
  }))

/** `levels.yaml`: the levels, lowest first. */
export const levelsSchema = z
  .array(level)
  .min(1, 'expected at least one level')
  .superRefine(([first], context) => {
    if (first?.reach)
      context.addIssue({
        code: 'custom',
        path: [0, 'reach'],
        message: 'everyone has the first level; expected no `reach`',
      })
  })

/** A level with every default filled in. */
export type LevelSettings = z.output<typeof level>

/**
 * A level after `hold:` in hub.yaml: with `all` every comment is held, with `none` no comment is. So
 * there is one rule to enforce and to show.
 */
export const withHold = (level: LevelSettings, hold: 'first' | 'all' | 'none'): LevelSettings => {
  if (hold === 'first' || level.may.comment === 'no') return level
  return { ...level, may: { ...level.may, comment: hold === 'all' ? 'held' : 'at-once' } }
}

/** The levels of a hub without a `levels.yaml`. */
export const defaultLevels: z.input<typeof levelsSchema> = [
  { id: 'guest', may: { comment: 'held', links: 1, perHour: 5 } },
  { id: 'newcomer', may: { comment: 'at-once', links: 2, perHour: 10, start: true } },
  {
    id: 'regular',
    reach: { approvedComments: 3, days: 7 },
    may: { comment: 'at-once', links: 5, perHour: 30, start: true, tags: true },
  },
  {
    id: 'expert',
    reach: { answers: 5 },
    may: {
      comment: 'at-once',
      links: 10,
      perHour: 60,
      start: true,
      followedLinks: true,
      tags: true,
    },
  },
]
