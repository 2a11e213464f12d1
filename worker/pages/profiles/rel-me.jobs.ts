import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { type FetchOptions, fetchPublicPage } from '../../lib/safe-fetch'
import { claimLinks, changeLinks, listLinksDue } from '../../accounts/members/profile.commands'
import { findMember } from '../../accounts/members/queries'
import type { Member, ProfileLink } from '../../accounts/members/table'
import type { Job } from '../../notifications/jobs'
import { countQueued } from '../../notifications/queries'
import { profileAddress } from './linked-data.view'
import { hasFile } from './rules'

const HOUR = 60 * 60 * 1000

/** How long a link that links back counts as checked, in milliseconds. */
const RECHECK_MS = 30 * 24 * HOUR

/** How many members’ links are checked again per run. */
const MEMBERS_PER_RUN = 1

/** The requests of one member's links: six links, three redirects each. */
const REQUESTS_PER_MEMBER = 24

/** The most requests to other sites that a run makes. */
export const REQUESTS_PER_RECHECK = MEMBERS_PER_RUN * REQUESTS_PER_MEMBER

/** How often within an hour a member can make the hub check their links. */
const MAX_CHECKS_PER_HOUR = 10

/** A page’s address for comparison: without protocol, query and trailing slash. */
const normal = ({ host, pathname }: URL) => `${host}${pathname.replace(/\/+$/, '')}`

/**
 * Whether a page links to an address as its author's own.
 *
 * @param at where the page is, for the links on it that do not say
 */
export const linksBack = async (html: string, at: URL, address: string): Promise<boolean> => {
  const wanted = normal(new URL(address))
  let isFound = false
  const look = {
    element: (link: Element) => {
      const relations = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
      const url = relations.includes('me') ? URL.parse(link.getAttribute('href') ?? '', at) : null
      if (url && /^https?:$/.test(url.protocol) && normal(url) === wanted) isFound = true
    },
  }
  const rewriter = new HTMLRewriter().on('a[rel]', look).on('link[rel]', look)
  await rewriter.transform(new Response(html)).arrayBuffer()
  return isFound
}

interface LinkCheck {
  db: Db
  hub: Hub
  now: Date
  /** By default the platform's. */
  fetch?: FetchOptions['fetch']
}

/**
 * Whether the page behind a link links back to a member’s page. Pages of the hub itself do not
 * count.
 */
const isLinkingBack = async (
  { hub, fetch }: LinkCheck,
  url: string,
  address: string,
): Promise<boolean> => {
  const agent = `Porchlight (+${hub.url})`
  const page = await fetchPublicPage(url, fetch ? { agent, fetch } : { agent })
  if (typeof page === 'string' || page.url.host === new URL(hub.url).host) return false
  return linksBack(page.html, page.url, address)
}

/** Checks a member’s links, except those known to link back, and saves the result. */
const checkMemberLinks = async (context: LinkCheck, member: Member): Promise<void> => {
  const { db, hub, now } = context
  const isFiled = hasFile(hub, member)
  const address = profileAddress(hub, isFiled ? member.person! : member.handle)
  const isKnown = ({ isMutual, checkedAt = 0 }: ProfileLink) =>
    isMutual && checkedAt > now.getTime() - RECHECK_MS
  const checked = async (link: ProfileLink): Promise<ProfileLink> =>
    isKnown(link)
      ? link
      : {
          url: link.url,
          isMutual: await isLinkingBack(context, link.url, address),
          checkedAt: now.getTime(),
        }
  const [isWebsiteMutual, ...links] = await Promise.all([
    member.website && !isFiled ? isLinkingBack(context, member.website, address) : false,
    ...member.links.map(checked),
  ])
  await changeLinks(db, member, {
    isWebsiteMutual,
    links,
    linksDueAt: new Date(now.getTime() + RECHECK_MS),
  })
}

/** Outbox job: checks whether the links a member has just saved link back. */
export const checkLinks: Job = async ({ db, hub, now, budget }, row) => {
  const member = await findMember(db, row.subject)
  if (!member) return 'not-due'
  const since = new Date(now.getTime() - HOUR)
  // Links that are not checked now are due a day later.
  if (budget.requests < REQUESTS_PER_MEMBER) return 'done'
  if ((await countQueued(db, row, since)) > MAX_CHECKS_PER_HOUR) return 'done'
  budget.requests -= REQUESTS_PER_MEMBER
  await checkMemberLinks({ db, hub, now }, member)
  return 'done'
}

/** Scheduled job: checks old links again, of one member at a time. */
export const recheckLinks = async (context: LinkCheck): Promise<void> => {
  const { db, now } = context
  const until = new Date(now.getTime() + HOUR)
  for (const member of await listLinksDue(db, now, MEMBERS_PER_RUN)) {
    const mine = await claimLinks(db, member, until)
    if (mine) await checkMemberLinks(context, mine)
  }
}
