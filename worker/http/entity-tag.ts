import { etag } from 'hono/etag'

/**
 * Adds a strong ETag of the body and answers 304 to a reader that has it. Feed readers ask often, and
 * mostly there is nothing new.
 */
export const unlessUnchanged = etag()
