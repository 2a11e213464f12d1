import { hub } from './settings'

/**
 * The whole address of a path of the hub, for whoever reads it from outside. It is the address
 * that hub.yaml gives, wherever the hub happens to run.
 *
 * `absolute('/community/levels/') // => 'https://www.example.com/community/levels/'`
 */
export const absolute = (path: string) => new URL(path, hub.url).href
