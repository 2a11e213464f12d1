import { resolve } from 'node:path'

/** Where the tests' own hubs are built: `hub` (tests/hub), `sample` (content) and `root` (at `/`;
 * it shows every comment at once). */
export const built = resolve(import.meta.dirname, '../.wrangler/tests')

/** The Worker as it is deployed, one file. */
export const bundle = resolve(built, 'worker/index.js')
