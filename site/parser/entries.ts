import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { glob, type Loader, type LoaderContext } from 'astro/loaders'
import { entryPatterns, slugOf } from './folder'
import { readFrontmatter } from './frontmatter'

/**
 * Astro's glob loader over one folder of the content, with our reader for the frontmatter: dates
 * stay as they were typed, so that the hub's time zone decides what they mean.
 */
export const entries = (content: string, name: string): Loader => {
  const folder = join(content, name)
  const loader = glob({
    base: pathToFileURL(folder),
    pattern: entryPatterns,
    generateId: ({ entry }) => slugOf(entry),
  })
  return {
    name: 'hub-entries',
    load: async (context) => {
      if (!existsSync(folder)) return context.store.clear()
      const rules = fileURLToPath(new URL('mdx/', context.config.srcDir))
      const around = context.generateDigest(surroundings(content, rules))
      const reading: Reading = {
        ...(context as Reading),
        generateDigest: (text) => context.generateDigest(`${around}${String(text)}`),
      }
      reading.entryTypes = new Map(
        [...reading.entryTypes].map(([extension, type]) => [extension, { ...type, getEntryInfo }]),
      )
      await loader.load(reading)
    },
  }
}

/** The loader's context with the part that Astro keeps out of its types: how a file is cut up. */
type Reading = LoaderContext & { entryTypes: Map<string, object> }

const getEntryInfo = ({ contents }: { contents: string }) => {
  const { data, body, faults } = readFrontmatter(contents)
  if (faults[0]) throw new Error(`line ${faults[0].line}: ${faults[0].message}`)
  return { data: (data ?? {}) as Record<string, unknown>, body, slug: '', rawData: '' }
}

/**
 * What a rendered body depends on besides its text: the hub's settings, which pictures are there,
 * and the rules it is rendered by. Astro keeps what it rendered as long as the digest of an entry
 * stays the same.
 */
const surroundings = (content: string, rules: string) => {
  const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/\.mdx?$/.test(name),
  )
  const read = [
    ...['hub.yaml', 'spaces.yaml'].map((name) => join(content, name)),
    ...readdirSync(rules).map((name) => join(rules, name)),
  ]
  return [
    ...files.toSorted(),
    ...read.map((path) => existsSync(path) && readFileSync(path, 'utf8')),
  ].join('\n')
}
