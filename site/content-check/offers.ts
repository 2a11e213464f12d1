import type { z } from 'astro/zod'
import { offerSchema } from '../offers/schema'
import type { ContentFault } from './fault'
import type { Head } from './frontmatter'

interface Written {
  head: Head
  offer: z.output<ReturnType<typeof offerSchema>>
}

/** Days after its end when an offer's file is reported as forgotten. */
const FORGOTTEN_AFTER = 30
const DAY = 24 * 60 * 60 * 1000

/**
 * Warnings for valid offers: wrong times, no place, equal priorities.
 *
 * @param placed ids of the offers in the bodies of posts and pages
 */
export const checkOffers = (
  heads: readonly Head[],
  placed: ReadonlySet<string>,
  zone: string,
  now: Date,
): ContentFault[] => {
  const schema = offerSchema(zone)
  const offers = heads
    .filter(({ folder }) => folder === 'offers')
    .flatMap((head): Written[] => {
      const { data: offer } = schema.safeParse(head.data)
      return offer ? [{ head, offer }] : []
    })
  const live = offers.filter(({ offer: { end } }) => !end || end > now)
  return [
    ...offers.flatMap((each) => [...checkTimes(each, now), ...checkAction(each)]),
    ...live.flatMap((each, index) => [
      ...checkPlaces(each, placed),
      ...checkRivals(each, live.slice(0, index)),
    ]),
  ]
}

const warn = ({ head }: Written, path: string[], message: string): ContentFault => ({
  file: head.file,
  line: head.lineOf(path),
  message,
})

const checkTimes = (written: Written, now: Date): ContentFault[] => {
  const { start, end } = written.offer
  if (!end) return []
  if (start && end <= start)
    return [warn(written, ['end'], 'ends before it starts, so it is never shown')]
  const days = Math.floor((Number(now) - Number(end)) / DAY)
  if (days < FORGOTTEN_AFTER) return []
  return [warn(written, ['end'], `ended ${days} days ago; delete the file, or set a new \`end\``)]
}

const checkAction = (written: Written): ContentFault[] => {
  const { url } = written.offer.action
  if (!url.startsWith('http:')) return []
  return [warn(written, ['action', 'url'], `the button leads to ${url}, which is not https`)]
}

const namesNoPlace = ({ where }: Offer) =>
  where !== undefined &&
  !where.front &&
  [where.kinds, where.tags, where.posts].every((names = []) => names.length === 0)

/** An offer without a place is meant for texts; if no text has it, only the offers page shows it. */
const checkPlaces = (written: Written, placed: ReadonlySet<string>): ContentFault[] => {
  if (!namesNoPlace(written.offer) || placed.has(written.head.slug)) return []
  const message =
    '`where` names no place, so the offer is shown only on the offers page; expected kinds, tags, posts or `front: true`, or no `where` for everywhere'
  return [warn(written, ['where'], message)]
}

const meet = <Name>(some: readonly Name[] = [], others: readonly Name[] = []) =>
  some.some((each) => others.includes(each))

type Offer = Written['offer']

/** Whether both can be shown in the same place. */
const shareAPlace = ({ where: one }: Offer, { where: other }: Offer) =>
  !one ||
  !other ||
  (one.front && other.front) ||
  meet(one.kinds, other.kinds) ||
  meet(one.tags, other.tags) ||
  meet(one.posts, other.posts)

/** Whether both are active at the same time. */
const shareATime = (one: Offer, other: Offer) => {
  const from = Math.max(Number(one.start ?? -Infinity), Number(other.start ?? -Infinity))
  const to = Math.min(Number(one.end ?? Infinity), Number(other.end ?? Infinity))
  return from <= to
}

/** Whether both can be shown to the same viewer, who is either a guest or a member. */
const shareSomebody = (one: Offer, other: Offer) => {
  const both = [one.audience, other.audience]
  return !both.includes('guests') || both.every((each) => /^(?:guests|everyone)$/.test(each))
}

const areRivals = (one: Offer, other: Offer) =>
  one.priority === other.priority &&
  ![one, other].some(namesNoPlace) &&
  shareAPlace(one, other) &&
  shareATime(one, other) &&
  shareSomebody(one, other)

/** How many offers are named before the rest are counted. */
const NAMED = 3

/** `listed(['a', 'b', 'c']) // => 'a, b and c'` */
const listed = (names: readonly string[]) => {
  const more = names.length - NAMED
  const parts = more > 1 ? [...names.slice(0, NAMED), `${more} others`] : names
  return parts.join(', ').replace(/, ([^,]*)$/, ' and $1')
}

/** Among equals the newest is shown, which is rarely intended. */
const checkRivals = (written: Written, others: readonly Written[]): ContentFault[] => {
  const rivals = others.filter(({ offer }) => areRivals(written.offer, offer))
  if (rivals.length === 0) return []
  const of = rivals.length === 1 ? 'of the two' : 'of these'
  const names = listed(rivals.map(({ head }) => head.file))
  return [
    warn(
      written,
      ['priority'],
      `has the same place and \`priority: ${written.offer.priority}\` as ${names}; ${of}, the one that started last is shown`,
    ),
  ]
}
