import { hub } from './settings'

/**
 * The absolute address of a path of the hub, for use outside of it: below `url` of hub.yaml, wherever
 * the hub runs.
 *
 * `absolute('/community/levels/') // => 'https://www.example.com/community/levels/'`
 */
export const absolute = (path: string) => new URL(path, hub.url).href
