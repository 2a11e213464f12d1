import type { Context } from 'hono'
import { unavailable, slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import type { Slot } from '../../http/slots'
import {
  type Contributor,
  listContributors,
  listStrongestTags,
  type RankingPeriod,
} from './queries'
import { AllContributors, type Helper, TagContributors, TopContributors } from './view'

/** The most members on the front page, beside the list of a tag, and on the contributors page. */
const limits = { front: 5, tag: 5, all: 50 }

const withTags = async (
  { db }: App['Variables'],
  found: readonly Contributor[],
  term: RankingPeriod = 'recent',
): Promise<Helper[]> => {
  const tags = await listStrongestTags(
    db,
    found.map(({ id }) => id),
    term,
  )
  return found.map((each) => ({ ...each, tags: tags.get(each.id) ?? [] }))
}

const ranked = async (c: Context<App>, term: RankingPeriod) =>
  withTags(c.var, await listContributors(c.var.db, { term, limit: limits.all }), term)

const render = async (c: Context<App>, tag: string, place: string): Promise<string> => {
  const { db, hub } = c.var
  if (place === 'page') {
    const [recent, ever] = await Promise.all([ranked(c, 'recent'), ranked(c, 'ever')])
    return String(<AllContributors hub={hub} helpers={{ recent, ever }} />)
  }
  const found = await listContributors(db, { tag, limit: tag ? limits.tag : limits.front })
  if (!tag) return String(<TopContributors hub={hub} helpers={await withTags(c.var, found)} />)
  const helpers = found.map((each) => ({ ...each, tags: [] }))
  return String(<TagContributors hub={hub} helpers={helpers} tag={tag} />)
}

/**
 * Fills the slot of top contributors; empty while they cannot be read.
 *
 * @param tag the tag, if the page was not built for one
 */
export const contributorsSlot = (c: Context<App>, tag = ''): Slot => ({
  slot: slots.contributors,
  render: (attribute) => render(c, attribute('data-tag') || tag, attribute('data-place')),
  fallback: '',
})

/** The same for the contributors page, which says so when they cannot be read. */
export const allContributorsSlot = (c: Context<App>): Slot => ({
  ...contributorsSlot(c),
  fallback: String(<p class="empty">{unavailable.contributors}</p>),
})
