import { pathsAt } from '../contract/paths'
import { contentFolder } from '../parser/folder'
import { readSettings } from '../parser/settings'

/** The settings of the content folder, read once. */
export const { hub, levels, spaces, networks, people, starters, heldWords } =
  readSettings(contentFolder())

/** The addresses of the hub. */
export const paths = pathsAt(new URL(hub.url).pathname)
