import { z } from 'astro/zod'
import { slug, text } from '../parser/fields'

/** `anyone`, `members`, `hosts`, `level:<id>` or `group:<id>`. */
const who = () =>
  z
    .string()
    .regex(
      /^(?:anyone|members|hosts|level:[a-z0-9-]+|group:[a-z0-9-]+)$/,
      'expected anyone, members, hosts, level:<id> or group:<id>',
    )

const space = z.strictObject({
  id: slug(),
  /** The name that readers see. */
  name: text(),
  /** One or two lines: what belongs here. */
  about: text().optional(),
  /** Who may read. */
  read: who().default('anyone'),
  /** Who may comment. */
  comment: who().default('anyone'),
  /** Who may start a conversation; their level must say `start` too. */
  start: who().default('members'),
})

/** `spaces.yaml`: the parts of the hub; a post that names none is in the first. */
export const spacesSchema = z.array(space).min(1, 'expected at least one space')

/** A space with every default filled in. */
export type SpaceSettings = z.output<typeof space>

/** The spaces of a hub without a `spaces.yaml`: one, open to everyone. */
export const defaultSpaces: z.input<typeof spacesSchema> = [{ id: 'public', name: 'Everyone' }]
