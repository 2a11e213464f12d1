const encoder = new TextEncoder()

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** How old a signed report may be, in seconds (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
const TOLERANCE_SECONDS = 5 * 60

/**
 * Whether a report was signed with the secret of Resend's webhook, within five minutes. Resend signs
 * as Svix does: HMAC-SHA256 of id, time and body; there may be several signatures while a secret is
 * being replaced.
 */
export const isSignedBySvix = async (
  secret: string,
  headers: Headers,
  body: string,
  now: Date,
): Promise<boolean> => {
  const [id, time, signatures] = ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) =>
    headers.get(name),
  )
  const key = bytesOf(secret.replace(/^whsec_/, ''))
  if (!id || !time || !signatures || !key?.length) return false
  if (!(Math.abs(now.getTime() / 1000 - Number(time)) <= TOLERANCE_SECONDS)) return false
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['verify'])
  const signed = encoder.encode(`${id}.${time}.${body}`)
  for (const one of signatures.split(' ')) {
    const [version, signature = ''] = one.split(',')
    const bytes = version === 'v1' ? bytesOf(signature) : undefined
    if (bytes && (await crypto.subtle.verify('HMAC', imported, bytes, signed))) return true
  }
  return false
}

const digest = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))

/** Whether the password of HTTP basic authentication is this one; compared in constant time. */
export const hasPassword = async (password: string, headers: Headers): Promise<boolean> => {
  const [, given] = /^Basic (\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  const bytes = bytesOf(given ?? '')
  if (!bytes?.length) return false
  const text = new TextDecoder().decode(bytes)
  const [one, other] = await Promise.all([
    digest(text.slice(text.indexOf(':') + 1)),
    digest(password),
  ])
  return one.reduce((difference, byte, at) => difference | (byte ^ other[at]!), 0) === 0
}
