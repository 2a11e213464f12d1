import { hmac } from '../../lib/hmac'

/** A keyed hash of a handle, ignoring case; recognizes it after its member is erased. */
export const hashHandle = (secret: string, handle: string): Promise<string> =>
  hmac(secret, `handle ${handle.toLowerCase()}`)
