import { z } from 'astro/zod'
import { moment, slug, text, webAddress } from '../parser/fields'

const network = (zone: string) =>
  z
    .strictObject({
      id: slug(),
      /** What readers see. */
      name: text(),
      /** The company's own page there. */
      follow: webAddress().optional(),
      /**
       * Where a reader shares a post; `{url}` and `{title}` are filled in, and for the host
       * `{instance}`: the reader's own server, at a network that has many.
       */
      share: z
        .string()
        .regex(/^https:\/\/\S+$/, 'expected an address that begins with https://')
        .refine(
          (share) => share.includes('{url}'),
          'expected {url} where the address of the post goes',
        )
        .refine(
          (share) => !/\{instance\}/.test(share.replace(/^https:\/\/\{instance\}\//, '')),
          'expected {instance} for the whole host alone: https://{instance}/share?text={url}',
        )
        .optional(),
      /**
       * A drawing: the name of one at simpleicons.org, or an SVG file in the content folder
       * (`./forum.svg`). By default the one of that name whose name is the id, or else initials.
       */
      icon: text().optional(),
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
