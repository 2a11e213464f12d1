import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { AstroUserConfig } from 'astro'
import { subsetFaces, type Face } from './fonts'
import type { HubSettings } from './schema'

type Plugin = Extract<
  NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number],
  { name: string }
>

/** The fallback of each typeface, scaled to its metrics, so that the layout does not shift. */
const fontFamilies = {
  inter: {
    stack: `'Hub', 'Hub rest', ui-sans-serif, system-ui, sans-serif`,
    fallback: `local('Arial'), local('Liberation Sans');size-adjust:107%;ascent-override:90%;descent-override:22.5%;line-gap-override:0%`,
  },
  'source-serif': {
    stack: `'Hub', 'Hub rest', ui-serif, Georgia, serif`,
    fallback: `local('Georgia'), local('Liberation Serif');size-adjust:98%;ascent-override:104%;descent-override:34%;line-gap-override:0%`,
  },
  system: { stack: `ui-sans-serif, system-ui, 'Segoe UI', Roboto, sans-serif`, fallback: '' },
}

const faceRule = ({ file, range }: Face) =>
  `@font-face{font-family:Hub;font-weight:400 700;font-display:swap;src:url('./${basename(file)}') format('woff2');unicode-range:${range}}`

const styleOf = ({ accent, font }: HubSettings, faces: Face[]) => {
  const { stack, fallback } = fontFamilies[font]
  const fallbackRule = fallback && `@font-face{font-family:'Hub rest';src:${fallback}}`
  return [...faces.map(faceRule), fallbackRule, `:root{--accent:${accent};--font:${stack}}`].join(
    '\n',
  )
}

const exported = (name: string, file: string | undefined) =>
  file
    ? `export { default as ${name} } from ${JSON.stringify(`${file}?url`)}`
    : `export const ${name} = undefined`

/**
 * The Vite plugin for the company's brand: `virtual:hub.css` has the accent and the typeface,
 * `virtual:hub-brand` the addresses of the logo and of the font that every page needs.
 *
 * @param folder where the files are generated, named by a hash of their content
 */
export const brand = async (hub: HubSettings, content: string, folder: string): Promise<Plugin> => {
  const faces = await subsetFaces(hub, folder)
  const css = styleOf(hub, faces)
  const key = createHash('sha256').update(css).digest('hex').slice(0, 12)
  const style = join(folder, `${key}.css`)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(style)) writeFileSync(style, css)
  const logo = hub.logo && resolve(content, hub.logo)

  return {
    name: 'hub-brand',
    resolveId: (id) =>
      id === 'virtual:hub.css' ? style : id === 'virtual:hub-brand' ? '\0hub-brand' : undefined,
    load: (id) =>
      id === '\0hub-brand'
        ? [exported('logo', logo), exported('font', faces[0]?.file)].join('\n')
        : undefined,
  }
}
