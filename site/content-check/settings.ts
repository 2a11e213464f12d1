import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'astro/zod'
import { hubSchema } from '../hub/schema'
import { defaultLevels, levelsSchema } from '../levels/schema'
import { networksSchema } from '../networks/schema'
import { personSchema } from '../people/schema'
import { isPicture } from '../mdx/pictures'
import { readYaml, type ReadYaml } from '../parser/yaml'
import { iconFault } from '../sign-in/icon'
import { defaultSpaces, spacesSchema } from '../spaces/schema'
import { defaultStarters, startersSchema } from '../reply-templates/schema'
import type { ContentFault } from './fault'
import { valueAt, faultsOf } from './issues'
import { hintAt, describeValue } from './names'

/** The names and settings that other checks need, as far as the files are readable. */
export interface Names {
  zone: string
  url: URL
  pictureHosts: string[]
  /** The first is the default of a post. */
  spaces: string[]
  levels: string[]
  people: string[]
  networks: string[]
}

/** Checks every YAML file of a content folder, and gives the names that other checks need. */
export const checkSettings = async (
  content: string,
  people: string[],
): Promise<{ names: Names; faults: ContentFault[]; networks: Lines }> => {
  const faults: ContentFault[] = []
  const read = (file: string, schema: z.ZodType, missing?: unknown): Lines => {
    const found = readYamlFile(content, file, schema, missing)
    faults.push(...found.faults)
    return found.lines
  }
  const hub = read('hub.yaml', hubSchema)
  const zone = validZone(valueAt(hub.data, ['timezone']))
  const levels = read('levels.yaml', levelsSchema, defaultLevels)
  const spaces = read('spaces.yaml', spacesSchema, defaultSpaces)
  const networks = read('networks.yaml', networksSchema(zone), [])
  const starters = read('starters.yaml', startersSchema, defaultStarters)
  faults.push(
    ...duplicateIds('levels.yaml', levels),
    ...duplicateIds('spaces.yaml', spaces),
    ...duplicateIds('networks.yaml', networks),
    ...duplicateIds('starters.yaml', starters),
    ...checkSpaces(spaces, idsIn(levels.data)),
    ...(await checkLogo(content, hub)),
    ...checkIcons(content, hub),
  )
  for (const handle of people) {
    const file = `people/${handle}.yaml`
    faults.push(...checkDeputy(file, handle, people, read(file, personSchema)))
  }
  return { faults, networks, names: namesIn({ hub, zone, levels, spaces, networks, people }) }
}

/** A YAML file, or its default, and its errors. */
const readYamlFile = (content: string, file: string, schema: z.ZodType, missing: unknown) => {
  const path = join(content, file)
  if (existsSync(path)) {
    const yaml = readYaml(readFileSync(path, 'utf8'))
    return { lines: yaml, faults: [...yamlFaults(file, yaml), ...schemaFaults(file, schema, yaml)] }
  }
  const message = 'is missing; expected a file with at least `name` and `url`'
  return {
    lines: { data: missing, lineOf: () => 1 },
    faults: missing === undefined ? [{ file, message }] : [],
  }
}

const namesIn = ({
  hub,
  zone,
  levels,
  spaces,
  networks,
  people,
}: Record<'hub' | 'levels' | 'spaces' | 'networks', Lines> & {
  zone: string
  people: string[]
}): Names => {
  const hosts = valueAt(hub.data, ['pictures', 'remote'])
  return {
    zone,
    url: hubUrl(valueAt(hub.data, ['url'])),
    pictureHosts: Array.isArray(hosts) ? hosts.map(String) : [],
    spaces: idsIn(spaces.data),
    levels: idsIn(levels.data),
    people,
    networks: idsIn(networks.data),
  }
}

const hubUrl = (url: unknown): URL => {
  if (typeof url !== 'string' || !URL.canParse(url)) return new URL('https://hub.invalid/')
  return new URL(url.endsWith('/') ? url : `${url}/`)
}

/** The data of a file, with the line of each key. */
export type Lines = Pick<ReadYaml, 'data' | 'lineOf'>

/** Syntax errors, with their line. */
export const yamlFaults = (file: string, { faults }: ReadYaml): ContentFault[] =>
  faults.map(({ line, message }) => ({ file, line, message: `is not valid YAML: ${message}` }))

/** Schema errors, with their line; none if the YAML has syntax errors. */
export const schemaFaults = (file: string, schema: z.ZodType, yaml: ReadYaml): ContentFault[] => {
  if (yaml.faults.length > 0) return []
  const parsed = schema.safeParse(yaml.data)
  return parsed.success
    ? []
    : faultsOf(schema, yaml.data, parsed.error).map(({ path, message }) => ({
        file,
        line: yaml.lineOf(path),
        message,
      }))
}

const validZone = (zone: unknown) => hubSchema.shape.timezone.safeParse(zone).data ?? 'UTC'

const idsIn = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.map((item) => String(valueAt(item, ['id']))).filter((id) => id !== 'undefined')
    : []

const duplicateIds = (file: string, { data, lineOf }: Lines): ContentFault[] => {
  const ids = Array.isArray(data) ? data.map((item) => valueAt(item, ['id'])) : []
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [
          {
            file,
            line: lineOf([index, 'id']),
            message: `\`id: ${describeValue(id)}\` is used twice; expected a unique id`,
          },
        ]
      : [],
  )
}

const checkSpaces = ({ data, lineOf }: Lines, levels: string[]): ContentFault[] =>
  (Array.isArray(data) ? data : []).flatMap((space, index) =>
    ['read', 'comment', 'start'].flatMap((door) => {
      const who = valueAt(space, [door])
      const level = typeof who === 'string' && who.startsWith('level:') ? who.slice(6) : undefined
      if (level === undefined || levels.includes(level)) return []
      const message = `\`${door}: ${describeValue(who)}\` names a level that does not exist; ${hintAt(level, levels)}`
      return [{ file: 'spaces.yaml', line: lineOf([index, door]), message }]
    }),
  )

const checkLogo = async (content: string, { data, lineOf }: Lines): Promise<ContentFault[]> => {
  const logo = valueAt(data, ['logo'])
  if (typeof logo !== 'string' || (await isPicture(join(content, logo)))) return []
  return [
    {
      file: 'hub.yaml',
      line: lineOf(['logo']),
      message: `\`logo: ${logo}\` is not a picture in the content folder`,
    },
  ]
}

const checkIcons = (content: string, { data, lineOf }: Lines): ContentFault[] => {
  const providers = valueAt(data, ['signIn'])
  return (Array.isArray(providers) ? providers : []).flatMap((provider, index) => {
    const icon = valueAt(provider, ['icon'])
    const fault = typeof icon === 'string' ? iconFault(content, icon) : undefined
    const line = lineOf(['signIn', index, 'icon'])
    return fault
      ? [{ file: 'hub.yaml', line, message: `\`icon: ${describeValue(icon)}\` ${fault}` }]
      : []
  })
}

const checkDeputy = (
  file: string,
  handle: string,
  people: string[],
  { data, lineOf }: Lines,
): ContentFault[] => {
  const deputy = valueAt(data, ['deputy'])
  if (deputy === undefined || typeof deputy !== 'string') return []
  const line = lineOf(['deputy'])
  if (deputy === handle)
    return [
      {
        file,
        line,
        message: `\`deputy: ${deputy}\` is the person themselves; expected someone else`,
      },
    ]
  if (people.includes(deputy)) return []
  return [
    {
      file,
      line,
      message: `\`deputy: ${deputy}\` is not a person in people/; ${hintAt(deputy, people)}`,
    },
  ]
}
