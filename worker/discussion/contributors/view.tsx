import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Avatar } from '../../ui/avatar'
import { hasFollowedLinks, shortUrl } from '../../accounts/members/public-profile.rules'
import { relFor } from '../../markdown/link-rules'
import type { Contributor, RankingPeriod } from './queries'

/** One of those who helped most, with the tags they helped with. */
export interface Helper extends Contributor {
  tags: readonly string[]
}

/** Where the page of a member is: some have a file in `content/people/`. */
const placeOf = ({ people }: Pick<Hub, 'people'>, { person, handle }: Helper) =>
  person && Object.hasOwn(people, person) ? person : handle

/** The link to somebody's own site, as the level they have earned lets search engines follow it. */
const Site = ({ hub, helper }: { hub: Hub; helper: Helper }) => {
  const { website, level } = helper
  if (!website) return null
  return (
    <a
      class="u-url helper-site"
      href={website}
      rel={relFor(hasFollowedLinks(hub, { role: null, level }))}
      dir="ltr"
    >
      {shortUrl(website)}
    </a>
  )
}

/** What somebody helped with, as the tags of it. */
export const HelpedWith = ({ paths, tags }: { paths: Paths; tags: readonly string[] }) => (
  <span class="helper-tags">
    Helped with{' '}
    {tags.map((tag, at) => (
      <>
        {at > 0 && ', '}
        <a href={paths.tag(tag)}>
          <bdi>{tag}</bdi>
        </a>
      </>
    ))}
  </span>
)

const counted = (language: string, count: number, one: string, many: string) =>
  `${count.toLocaleString(language)} ${count === 1 ? one : many}`

interface EntryProps {
  hub: Hub
  helper: Helper
  /** What is said below the name, besides their site. */
  children?: Child
}

const Entry = ({ hub, helper, children }: EntryProps) => (
  <li class="helper h-card">
    <Avatar hub={hub} name={helper.name} handle={placeOf(hub, helper)} />
    <div class="helper-words">
      <a class="helper-name p-name u-url" href={hub.paths.person(placeOf(hub, helper))} dir="auto">
        {helper.name}
      </a>
      <Site hub={hub} helper={helper} />
      {children}
    </div>
  </li>
)

interface ListProps {
  hub: Hub
  helpers: readonly Helper[]
}

/** Those who helped most lately, for the front page; nothing while nobody has. */
export const TopContributors = ({ hub, helpers }: ListProps) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers" aria-labelledby="contributors-title">
      <header>
        <h2 id="contributors-title">Top contributors</h2>
        <a href={hub.paths.contributors()}>All of them, and how it is counted</a>
      </header>
      <ol class="helpers-row">
        {helpers.map((helper) => (
          <Entry hub={hub} helper={helper}>
            {helper.tags.length > 0 && <HelpedWith paths={hub.paths} tags={helper.tags} />}
          </Entry>
        ))}
      </ol>
    </section>
  )
}

/** Those who helped most with one subject, for what stands beside its list. */
export const TagContributors = ({ hub, helpers, tag }: ListProps & { tag: string }) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers" aria-labelledby="contributors-title">
      <h2 id="contributors-title">
        They help with <bdi>{tag}</bdi>
      </h2>
      <ol class="helpers-list">
        {helpers.map((helper) => (
          <Entry hub={hub} helper={helper} />
        ))}
      </ol>
      <p class="soft">
        <a href={hub.paths.contributors()}>All contributors</a>
      </p>
    </section>
  )
}

/** Who is likely to know, told to whoever asks. */
export const LikelyHelpers = ({ hub, helpers, tags }: ListProps & { tags: readonly string[] }) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers likely" aria-labelledby="likely-title">
      <h2 id="likely-title">They are likely to know</h2>
      <p class="soft">
        They helped others most with{' '}
        {tags.map((tag, at) => (
          <>
            {at > 0 && ', '}
            <bdi>{tag}</bdi>
          </>
        ))}
        . Write <code>@</code> and their handle to ask one of them.
      </p>
      <ol class="helpers-list">
        {helpers.map((helper) => (
          <Entry hub={hub} helper={helper}>
            <span class="soft">@{helper.handle}</span>
          </Entry>
        ))}
      </ol>
    </section>
  )
}

const terms: { term: RankingPeriod; title: string; none: string }[] = [
  {
    term: 'recent',
    title: 'Lately',
    none: 'Nobody has points of these days yet. An answer that is accepted brings the first.',
  },
  { term: 'ever', title: 'Of all time', none: 'Nobody has points yet.' },
]

const Ranking = ({ hub, helpers, term }: ListProps & { term: RankingPeriod }) => (
  <ol class="ranking">
    {helpers.map((helper) => (
      <Entry hub={hub} helper={helper}>
        {helper.tags.length > 0 && <HelpedWith paths={hub.paths} tags={helper.tags} />}
        <span class="helper-points">
          <b>{counted(hub.language, helper[term], 'point', 'points')}</b>{' '}
          {term === 'ever' && `from ${counted(hub.language, helper.givers, 'person', 'people')}`}
        </span>
      </Entry>
    ))}
  </ol>
)

/** All who have points, lately and of all time. */
export const AllContributors = ({
  hub,
  helpers,
}: {
  hub: Hub
  helpers: Record<RankingPeriod, readonly Helper[]>
}) => (
  <div class="rankings">
    {terms.map(({ term, title, none }) => (
      <section aria-labelledby={`ranking-${term}`}>
        <h2 id={`ranking-${term}`}>{title}</h2>
        {helpers[term].length > 0 ? (
          <Ranking hub={hub} helpers={helpers[term]} term={term} />
        ) : (
          <p class="empty">{none}</p>
        )}
      </section>
    ))}
  </div>
)
