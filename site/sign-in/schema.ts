import { z } from 'astro/zod'
import { knownProviders, wellKnown } from '../contract/sign-in'
import { file, slug, text } from '../parser/fields'

/** Ids that would collide with other addresses below `auth/`. */
const TAKEN = ['callback', 'sign-out', 'error', 'ok']

const isSafe = (written: string) => {
  const url = URL.parse(written)
  const isOwn = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1'
  return url?.protocol === 'https:' || (isOwn && url?.protocol === 'http:')
}

const provider = z.strictObject({
  /** Part of the callback address and of the names of its secrets. */
  id: slug()
    .max(40, 'expected at most 40 characters')
    .refine((id) => !TAKEN.includes(id), 'is reserved; expected another id')
    .refine(
      (id) => !Object.hasOwn(knownProviders, id),
      'the hub knows this provider already: set only its two secrets',
    ),
  /** The name of the account: `Northgate account`. */
  label: text().max(40, 'expected at most 40 characters'),
  /** The discovery address: `https://…/.well-known/openid-configuration`. */
  discovery: z
    .string()
    .refine(isSafe, 'expected an address that begins with https:// (or http://localhost)')
    .refine((url) => url.endsWith(wellKnown), `expected an address that ends with ${wellKnown}`),
  /** An icon in the content folder: `./key.svg`. */
  icon: file().optional(),
})

/** `signIn` in `hub.yaml`: the company's own OpenID Connect providers, in the order they are shown. */
export const signInSchema = z
  .array(provider)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
    message: 'expected each `id` once',
  })
