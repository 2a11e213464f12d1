import { resolve } from 'node:path'

/** Where the tests' own hubs are built: `hub` (tests/hub), `sample` (content) and `root` (`hub` at
 * `/`; it shows every comment at once, and has left one network). */
export const built = resolve(import.meta.dirname, '../.wrangler/tests')

/** The Worker as it is deployed, one file. */
export const bundle = resolve(built, 'worker/index.js')

/** esbuild's list of the modules in that file: what each of them imports, under which name. */
export const bundleParts = resolve(built, 'worker.parts.json')
