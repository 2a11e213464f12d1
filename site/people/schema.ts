import { z } from 'astro/zod'
import { slug, text, webAddress } from '../parser/fields'

/** `people/<handle>.yaml`: an author; with a role, a member of the team on the front page. */
export const personSchema = z.strictObject({
  /** The name that readers see. */
  name: text(),
  /** Their job; people with a role are on the roster. */
  role: text().optional(),
  /** Their own site. */
  website: webAddress().optional(),
  /** The handle of the person who answers when they are away. */
  deputy: slug().optional(),
  /** A few lines about them. */
  about: text().optional(),
})

/** A person, with the handle their file is named by. */
export type Person = z.output<typeof personSchema> & { handle: string }
