import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Avatar } from '../../ui/avatar'
import { hasFollowedLinks, shortUrl } from '../../accounts/members/public-profile.rules'
import { relFor } from '../../markdown/link-rules'
import { contributorMessages, periodNames } from './messages'
import type { Contributor, RankingPeriod } from './queries'

/** A contributor with the tags of their points. */
export interface Helper extends Contributor {
  tags: readonly string[]
}

/** The handle of a member's page: some have a file in `content/people/`. */
const handleOf = ({ people }: Pick<Hub, 'people'>, { person, handle }: Helper) =>
  person && Object.hasOwn(people, person) ? person : handle

/** A link to the member's website, followed by search engines if their level allows it. */
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

/** The tags with which a member has points. */
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
  /** Shown below the name and the website. */
  children?: Child
}

const Entry = ({ hub, helper, children }: EntryProps) => (
  <li class="helper h-card">
    <Avatar hub={hub} name={helper.name} handle={handleOf(hub, helper)} />
    <div class="helper-words">
      <a class="helper-name p-name u-url" href={hub.paths.person(handleOf(hub, helper))} dir="auto">
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

/** The top contributors, for the front page; nothing while there are none. */
export const TopContributors = ({ hub, helpers }: ListProps) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers" aria-labelledby="contributors-title">
      <header>
        <h2 id="contributors-title">Top contributors</h2>
        <a href={hub.paths.contributors()}>{contributorMessages.all}</a>
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

/** The top contributors of a tag, beside its list. */
export const TagContributors = ({ hub, helpers, tag }: ListProps & { tag: string }) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers" aria-labelledby="contributors-title">
      <h2 id="contributors-title">
        Top contributors for <bdi>{tag}</bdi>
      </h2>
      <ol class="helpers-list">
        {helpers.map((helper) => (
          <Entry hub={hub} helper={helper} />
        ))}
      </ol>
      <p class="soft">
        <a href={hub.paths.contributors()}>{contributorMessages.all}</a>
      </p>
    </section>
  )
}

/** The people who may know the answer, for the asker of a question. */
export const LikelyHelpers = ({ hub, helpers, tags }: ListProps & { tags: readonly string[] }) => {
  if (helpers.length === 0) return null
  return (
    <section class="helpers likely" aria-labelledby="likely-title">
      <h2 id="likely-title">{contributorMessages.likelyToKnow}</h2>
      <p class="soft">
        Top contributors for{' '}
        {tags.map((tag, at) => (
          <>
            {at > 0 && ', '}
            <bdi>{tag}</bdi>
          </>
        ))}
        . Write <code>@</code> {contributorMessages.mention}
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

const Ranking = ({ hub, helpers, period }: ListProps & { period: RankingPeriod }) => (
  <ol class="ranking">
    {helpers.map((helper) => (
      <Entry hub={hub} helper={helper}>
        {helper.tags.length > 0 && <HelpedWith paths={hub.paths} tags={helper.tags} />}
        <span class="helper-points">
          <b>{counted(hub.language, helper[period], 'point', 'points')}</b>{' '}
          {period === 'ever' && `from ${counted(hub.language, helper.givers, 'person', 'people')}`}
        </span>
      </Entry>
    ))}
  </ol>
)

/** All members with points, by period. */
export const AllContributors = ({
  hub,
  helpers,
}: {
  hub: Hub
  helpers: Record<RankingPeriod, readonly Helper[]>
}) => (
  <div class="rankings">
    {(['recent', 'ever'] as const).map((period) => (
      <section aria-labelledby={`ranking-${period}`}>
        <h2 id={`ranking-${period}`}>{periodNames[period]}</h2>
        {helpers[period].length > 0 ? (
          <Ranking hub={hub} helpers={helpers[period]} period={period} />
        ) : (
          <p class="empty">{contributorMessages.noPointsInPeriod}</p>
        )}
      </section>
    ))}
  </div>
)
