/** IPv4 networks that are not on the public internet: the first address, and the prefix length. */
const CLOSED_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/** Suffixes of names in private networks. */
const CLOSED_NAMES =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|arpa|test|example|invalid|onion|alt)$/

const toNumber = (address: string) =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0)

const isClosed4 = (address: string): boolean =>
  CLOSED_4.some(([first, prefix]) => {
    const size = 2 ** (32 - prefix)
    return Math.floor(toNumber(address) / size) === Math.floor(toNumber(first) / size)
  })

/** The eight groups of an IPv6 address as the URL parser writes it: `::1`, never `::127.0.0.1`. */
const groupsOf = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const parse = (text: string) =>
    text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []
  const [first, last] = [parse(head), parse(tail ?? '')]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

/**
 * Of IPv6, only global unicast (2000::/3) is public, without the parts that embed an IPv4 address
 * (6to4, Teredo) or are for documentation and tests.
 */
const isClosed6 = (address: string): boolean => {
  const [first = 0, second = 0] = groupsOf(address)
  if (first >> 13 !== 1) return true
  if (first === 0x2002 || first === 0x3fff) return true
  return first === 0x2001 && (second < 0x200 || second === 0xdb8)
}

/**
 * Whether a host is on the public internet, by its name alone. Addresses are in the form of the URL
 * parser, which normalizes every other spelling (`127.1`, `0x7f000001`).
 *
 * A name is not resolved: on Cloudflare's network, a Worker cannot reach private addresses.
 *
 * @param host `hostname` of a URL
 * @example isPublicHost('www.example.org') // => true
 * @example isPublicHost('[::1]') // => false
 */
export const isPublicHost = (host: string): boolean => {
  if (host.startsWith('[')) return !isClosed6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return !isClosed4(host)
  const name = host.replace(/\.$/, '')
  return name.includes('.') && !name.endsWith('.') && !CLOSED_NAMES.test(name)
}
