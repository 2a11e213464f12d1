import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'astro/zod'
import { hubSchema, type HubSettings } from '../hub/schema'
import { defaultLevels, levelsSchema, type LevelSettings, withHold } from '../levels/schema'
import { defaultNetworks, networksSchema, type NetworkSettings } from '../networks/schema'
import { personSchema, type Person } from '../people/schema'
import { defaultSpaces, spacesSchema, type SpaceSettings } from '../spaces/schema'
import { defaultStarters, startersSchema, type StarterSettings } from '../reply-templates/schema'
import { readYaml } from './yaml'

/** The settings in YAML files, with every default filled in. */
export interface Settings {
  hub: HubSettings
  /** Lowest first, after `comments: hold` of hub.yaml. */
  levels: LevelSettings[]
  /** The first is the default of a post. */
  spaces: SpaceSettings[]
  networks: NetworkSettings[]
  /** By handle, in alphabetical order. */
  people: Record<string, Person>
  /** The reply templates of hosts. */
  starters: StarterSettings[]
  /** Words and phrases for which a comment is held, in lower case. */
  heldWords: string[]
}

/**
 * The settings of a content folder. Throws at the first mistake: the content check, which runs before
 * anything that needs settings, reports all of them.
 */
export const readSettings = (folder: string): Settings => {
  const hub = readFile(folder, 'hub.yaml', hubSchema)
  return {
    hub,
    levels: readFile(folder, 'levels.yaml', levelsSchema, defaultLevels).map((level) =>
      withHold(level, hub.comments.hold),
    ),
    spaces: readFile(folder, 'spaces.yaml', spacesSchema, defaultSpaces),
    networks: readFile(folder, 'networks.yaml', networksSchema(hub.timezone), defaultNetworks),
    people: readPeople(folder),
    starters: readFile(folder, 'starters.yaml', startersSchema, defaultStarters),
    heldWords: readHeldWords(folder),
  }
}

/** `held-words.txt`: one per line; `#` begins a comment. */
const readHeldWords = (folder: string): string[] => {
  const path = join(folder, 'held-words.txt')
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  const words = lines.map((line) => line.replace(/#.*/, '').trim().toLowerCase())
  return [...new Set(words.filter(Boolean))]
}

const readPeople = (folder: string) => {
  const directory = join(folder, 'people')
  const handles = existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => name.slice(0, -'.yaml'.length))
        .toSorted()
    : []
  return Object.fromEntries(
    handles.map((handle) => [
      handle,
      { handle, ...readFile(folder, `people/${handle}.yaml`, personSchema) },
    ]),
  )
}

const readFile = <Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  missing?: z.input<Schema>,
): z.output<Schema> => {
  const path = join(folder, name)
  const read = missing && !existsSync(path) ? undefined : readYaml(readFileSync(path, 'utf8'))
  const fault = read?.faults[0]
  if (fault) throw new Error(`${path}:${fault.line}: ${fault.message}`)
  const parsed = schema.safeParse(read ? read.data : missing)
  if (parsed.success) return parsed.data
  throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
}
