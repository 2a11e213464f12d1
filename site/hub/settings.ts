import { liveAt } from '../contract'
import { contentFolder } from '../reading/folder'
import { readSettings } from '../reading/settings'

/** What the content folder's YAML says, read once. Importing it also moves the addresses of
 * `contract.ts` to where the hub lives, so whatever builds addresses imports it first. */
export const { hub, levels, spaces, networks, people, starters, heldWords } =
  readSettings(contentFolder())

liveAt(new URL(hub.url).pathname)
