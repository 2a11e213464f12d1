import { satteri } from '@astrojs/markdown-satteri'
import { defineMdastPlugin, type HastPluginEntry, type MdastPluginEntry } from 'satteri'
import { plainCode } from './code'
import { sanitizeMarkdown, shiftHeadings } from './shift-headings'
import { hasDirectives, noteBoxes } from './directives'
import { pageContextOf, type HubContext } from './page-context'
import { unknownTags } from './unknown-tags'
import { sanitizeMarkup } from './sanitize'

/** What a body contains, and so which plugins it needs. */
interface Features {
  /** HTML, or in MDX any element. */
  markup: boolean
  directives: boolean
}

const featuresOf = (source: string): Features => ({
  markup: /<[a-z/!?]/i.test(source),
  directives: hasDirectives(source),
})

/** The options of Sätteri for bodies with these features. */
export const pipeline = (house: HubContext, { markup, directives }: Features) => ({
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
export const pipelineFor = (house: HubContext, source: string) =>
  pipeline(house, featuresOf(source))

/**
 * Astro's Markdown engine with the hub's plugins. Directives and HTML are parsed only in bodies that
 * have them: parsing them is slow, and a colon in prose could be taken for a directive.
 */
export const markdownProcessor = (house: HubContext): ReturnType<typeof satteri> => {
  const engines = new Map<string, ReturnType<typeof satteri>>()
  const engineFor = (source: string) => {
    const features = featuresOf(source)
    const key = `${features.markup} ${features.directives}`
    const engine = engines.get(key) ?? satteri(pipeline(house, features))
    engines.set(key, engine)
    return { key, engine }
  }
  const perEngine = <Value>(make: (engine: ReturnType<typeof satteri>) => Value) => {
    const values = new Map<string, Value>()
    return (source: string) => {
      const { key, engine } = engineFor(source)
      const value = values.get(key) ?? make(engine)
      values.set(key, value)
      return value
    }
  }

  return {
    ...satteri(),
    createRenderer: (shared) => {
      const renderer = perEngine((engine) => engine.createRenderer(shared))
      return Promise.resolve({
        render: async (source, options) => (await renderer(source)).render(source, options),
      })
    },
    createMdxRenderer: (shared, mdx) => {
      const renderer = perEngine((engine) => engine.createMdxRenderer!(shared, mdx))
      return Promise.resolve({
        process: async (source, file, frontmatter) =>
          (await renderer(source)).process(source, file, frontmatter),
      })
    },
  }
}

/** Escapes malformed percent-encoding in the address of a picture, at which Astro's build would fail. */
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
