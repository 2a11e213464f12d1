import { z } from 'astro/zod'
import { knownProviders, wellKnown } from '../contract/sign-in'
import { file, slug, text } from '../parser/fields'

/** Words in the address of a provider that mean something else there. */
const TAKEN = ['callback', 'sign-out', 'error', 'ok']

const isSafe = (written: string) => {
  const url = URL.parse(written)
  const isOwn = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1'
  return url?.protocol === 'https:' || (isOwn && url?.protocol === 'http:')
}

const provider = z.strictObject({
  /** Part of the address they send people back to, and of the names of its secrets. */
  id: slug()
    .max(40, 'expected at most 40 characters')
    .refine((id) => !TAKEN.includes(id), 'that word has another meaning in an address')
    .refine(
      (id) => !Object.hasOwn(knownProviders, id),
      'the hub knows this provider already: set only its two secrets',
    ),
  /** What people call the account: `Northgate account`. */
  label: text().max(40, 'expected at most 40 characters'),
  /** The address where it describes itself: `https://…/.well-known/openid-configuration`. */
  discovery: z
    .string()
    .refine(isSafe, 'expected an address that begins with https:// (or http://localhost)')
    .refine((url) => url.endsWith(wellKnown), `expected an address that ends with ${wellKnown}`),
  /** A small picture in the content folder: `./key.svg`. */
  icon: file().optional(),
})

/** `signIn` in `hub.yaml`: OpenID Connect providers of one's own, in the order they are shown. */
export const signInSchema = z
  .array(provider)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
    message: 'expected each `id` once',
  })
