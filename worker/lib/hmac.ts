const encoder = new TextEncoder()

const keyOf = (secret: string) =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])

const toText = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))

/** An HMAC-SHA256 of the text under the hub's secret, in 43 URL-safe characters. */
export const hmac = async (secret: string, text: string): Promise<string> =>
  toText(await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(text)))

/** Whether `signature` is the HMAC of this text; compared in constant time. */
export const isHmac = async (secret: string, text: string, signature: string): Promise<boolean> => {
  if (!/^[\w-]{43}$/.test(signature)) return false
  // The last character has two unused bits; only one spelling is accepted.
  if (toText(toBytes(signature).buffer) !== signature) return false
  return crypto.subtle.verify('HMAC', await keyOf(secret), toBytes(signature), encoder.encode(text))
}

/** A SHA-256 of the text, in 43 URL-safe characters; recognizes a secret without storing it. */
export const sha256 = async (text: string): Promise<string> =>
  toText(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
