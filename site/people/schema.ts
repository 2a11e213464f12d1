import { z } from 'astro/zod'
import { slug, text, webAddress } from '../parser/fields'

/** `people/<handle>.yaml`: a byline, and with a role somebody on the roster. */
export const personSchema = z.strictObject({
  /** The name readers see. */
  name: text(),
  /** What they do here; whoever has one is on the roster. */
  role: text().optional(),
  /** Their own site. */
  website: webAddress().optional(),
  /** The handle of whoever speaks when they are away. */
  deputy: slug().optional(),
  /** A few lines about them. */
  about: text().optional(),
})

/** A person, with the handle their file is named by. */
export type Person = z.output<typeof personSchema> & { handle: string }
