import { z } from 'astro/zod'
import { moment, slug, text, webAddress } from '../reading/fields'

const network = (zone: string) =>
  z
    .strictObject({
      id: slug(),
      /** What readers see. */
      name: text(),
      /** The company's own page there. */
      follow: webAddress().optional(),
      /** Where a reader shares a post; `{url}` and `{title}` are filled in. */
      share: z
        .string()
        .regex(/^https:\/\/\S+$/, 'expected an address that begins with https://')
        .refine(
          (share) => share.includes('{url}'),
          'expected {url} where the address of the post goes',
        )
        .optional(),
      /** Why to follow there, in one line. */
      invite: text().optional(),
      /** The day it was left; from then on it is kept for the record and linked nowhere. */
      retired: moment(zone).optional(),
    })
    .refine(({ follow, retired }) => follow || retired, {
      path: ['follow'],
      message: 'expected a follow link; only a retired network may have none',
    })

/** `networks.yaml`: outside networks, in the order they are shown. */
export const networksSchema = (zone: string) => z.array(network(zone))

/** A network as its file gives it. */
export type NetworkSettings = z.output<ReturnType<typeof network>>

/** The networks of a hub without a `networks.yaml`: none. */
export const defaultNetworks: z.input<ReturnType<typeof networksSchema>> = []
