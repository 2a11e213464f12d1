import { z } from 'astro/zod'
import { moment, slug, text, webAddress } from '../parser/fields'

const network = (zone: string) =>
  z
    .strictObject({
      id: slug(),
      /** The name that readers see. */
      name: text(),
      /** The company's own page there. */
      follow: webAddress().optional(),
      /**
       * The address to share a post; `{url}` and `{title}` are filled in, and as its host `{instance}`:
       * the reader's own server, at a network that has many.
       */
      share: z
        .string()
        .regex(/^https:\/\/\S+$/, 'expected an address that begins with https://')
        .refine(
          (share) => share.includes('{url}'),
          'expected {url} as the place for the address of the post',
        )
        .refine(
          (share) => !/\{instance\}/.test(share.replace(/^https:\/\/\{instance\}\//, '')),
          'expected {instance} for the whole host alone: https://{instance}/share?text={url}',
        )
        .optional(),
      /**
       * An icon: a name at simpleicons.org, or an SVG file in the content folder (`./forum.svg`).
       * Default: the Simple Icon of its id, or else initials.
       */
      icon: text().optional(),
      /** A reason to follow, in one line. */
      invite: text().optional(),
      /** The day it was retired; since then it is listed as a former channel and linked nowhere. */
      retired: moment(zone).optional(),
    })
    .refine(({ follow, retired }) => follow || retired, {
      path: ['follow'],
      message: 'expected a follow link; only a retired network may have none',
    })

/** `networks.yaml`: social networks, in the order they are shown. */
export const networksSchema = (zone: string) => z.array(network(zone))

/** A network as its file gives it. */
export type NetworkSettings = z.output<ReturnType<typeof network>>

/** The networks of a hub without a `networks.yaml`: none. */
export const defaultNetworks: z.input<ReturnType<typeof networksSchema>> = []
