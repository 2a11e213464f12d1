import { z } from 'astro/zod'
import { text } from '../parser/fields'

/** `pages/<slug>.mdx`: house rules, privacy, about. */
export const pageSchema = z.strictObject({
  title: text(),
  /** One line for search engines and cards. */
  summary: text().optional(),
})
