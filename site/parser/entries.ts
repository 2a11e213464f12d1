import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { glob, type Loader, type LoaderContext } from 'astro/loaders'
import { entryPatterns, slugOf } from './folder'
import { readFrontmatter } from './frontmatter'

/**
 * Astro's glob loader for one folder of the content, with our parser for the frontmatter: dates stay
 * text, so that they can be read in the hub's time zone.
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
      const shared = context.generateDigest(dependencies(content, rules))
      const reading: Reading = {
        ...(context as Reading),
        generateDigest: (text) => context.generateDigest(`${shared}${String(text)}`),
      }
      reading.entryTypes = new Map(
        [...reading.entryTypes].map(([extension, type]) => [extension, { ...type, getEntryInfo }]),
      )
      await loader.load(reading)
    },
  }
}

/** The loader's context with a part that Astro's types lack: how a file is parsed. */
type Reading = LoaderContext & { entryTypes: Map<string, object> }

const getEntryInfo = ({ contents }: { contents: string }) => {
  const { data, body, faults } = readFrontmatter(contents)
  if (faults[0]) throw new Error(`line ${faults[0].line}: ${faults[0].message}`)
  return { data: (data ?? {}) as Record<string, unknown>, body, slug: '', rawData: '' }
}

/**
 * What a rendered body depends on besides its text: the settings, the existing pictures, and the code
 * that renders it. Astro reuses a rendered body while the digest of its entry is unchanged.
 */
const dependencies = (content: string, rules: string) => {
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
