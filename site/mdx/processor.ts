import { satteri } from '@astrojs/markdown-satteri'
import { defineMdastPlugin, type HastPluginEntry, type MdastPluginEntry } from 'satteri'
import { plainCode } from './code'
import { sanitizeMarkdown, shiftHeadings } from './shift-headings'
import { hasDirectives, noteBoxes } from './directives'
import { pageContextOf, type HubContext } from './page-context'
import { unknownTags } from './unknown-tags'
import { sanitizeMarkup } from './sanitize'

/** How one body is read: what it holds decides what has to be looked for. */
interface Reading {
  /** HTML, or in MDX any element. */
  markup: boolean
  directives: boolean
}

const readingOf = (source: string): Reading => ({
  markup: /<[a-z/!?]/i.test(source),
  directives: hasDirectives(source),
})

/** What Sätteri is told for one way of reading. */
export const pipeline = (house: HubContext, { markup, directives }: Reading) => ({
  features: { rawHtml: markup, directive: directives },
  mdastPlugins: [
    ({ source }) => /^[\s>]*(?:`{3}|~{3})/m.test(source) && plainCode(),
    ({ source }) => source.includes('%') && unescapable(),
    (context) => directives && noteBoxes(pageContextOf(house, context)),
    (context) =>
      markup && context.sourceFormat === 'markdown' && unknownTags(pageContextOf(house, context)),
    () => !markup && shiftHeadings(),
  ] satisfies MdastPluginEntry[],
  hastPlugins: [
    (context) => (markup ? sanitizeMarkup : sanitizeMarkdown)(pageContextOf(house, context)),
  ] satisfies HastPluginEntry[],
})

/** The pipeline for one text: `markdownToHtml(source, pipelineFor(house, source))`. */
export const pipelineFor = (house: HubContext, source: string) => pipeline(house, readingOf(source))

/**
 * Astro's Markdown engine with the hub's rules in it. Directives and HTML are only looked for in
 * bodies that have them: reading them costs, and a colon in prose is easily taken for one.
 */
export const markdownProcessor = (house: HubContext): ReturnType<typeof satteri> => {
  const engines = new Map<string, ReturnType<typeof satteri>>()
  const engineFor = (source: string) => {
    const reading = readingOf(source)
    const key = `${reading.markup} ${reading.directives}`
    const engine = engines.get(key) ?? satteri(pipeline(house, reading))
    engines.set(key, engine)
    return { key, engine }
  }
  const kept = <Value>(make: (engine: ReturnType<typeof satteri>) => Value) => {
    const made = new Map<string, Value>()
    return (source: string) => {
      const { key, engine } = engineFor(source)
      const value = made.get(key) ?? make(engine)
      made.set(key, value)
      return value
    }
  }

  return {
    ...satteri(),
    createRenderer: (shared) => {
      const renderer = kept((engine) => engine.createRenderer(shared))
      return Promise.resolve({
        render: async (source, options) => (await renderer(source)).render(source, options),
      })
    },
    createMdxRenderer: (shared, mdx) => {
      const renderer = kept((engine) => engine.createMdxRenderer!(shared, mdx))
      return Promise.resolve({
        process: async (source, file, frontmatter) =>
          (await renderer(source)).process(source, file, frontmatter),
      })
    },
  }
}

/** Astro takes the escapes of a picture's address apart, and ends the build at one that is none. */
const unescapable = () =>
  defineMdastPlugin({
    name: 'hub-unescapable',
    image(node, context) {
      try {
        decodeURI(node.url)
      } catch {
        context.setProperty(node, 'url', node.url.replaceAll('%', '%25'))
      }
    },
  })
