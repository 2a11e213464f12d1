import { networks } from '../hub/settings'
import type { Post } from '../posts/list'

/** Networks in use, in the order of their file. */
export const activeNetworks = networks.filter(({ retired }) => !retired)

/** Retired networks, the last retired first. */
export const retiredNetworks = networks
  .filter(({ retired }) => retired)
  .toSorted((one, other) => Number(other.retired) - Number(one.retired))

/** The links to discussions of a post on active networks, with the network's name. */
export const elsewhereLinks = ({ data }: Post): { name: string; url: string }[] =>
  data.elsewhere.flatMap(({ network, url }) => {
    const known = activeNetworks.find(({ id }) => id === network)
    return known ? [{ name: known.name, url }] : []
  })
