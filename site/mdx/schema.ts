import { z } from 'astro/zod'
import { text } from '../parser/fields'

/** `pages/<slug>.mdx`, such as house rules or privacy. */
export const pageSchema = z.strictObject({
  title: text(),
  /** One line for search engines and share cards. */
  summary: text().optional(),
})
