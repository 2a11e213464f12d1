import { networks } from '../hub/settings'
import type { Post } from '../posts/list'

/** Networks in use, in the order of their file. */
export const activeNetworks = networks.filter(({ retired }) => !retired)

/** Networks that were left, the last one left first. */
export const retiredNetworks = networks
  .filter(({ retired }) => retired)
  .toSorted((one, other) => Number(other.retired) - Number(one.retired))

/** Where the talk about a post goes on, as far as the network is still in use: its name, and where. */
export const elsewhereLinks = ({ data }: Post): { name: string; url: string }[] =>
  data.elsewhere.flatMap(({ network, url }) => {
    const known = activeNetworks.find(({ id }) => id === network)
    return known ? [{ name: known.name, url }] : []
  })
