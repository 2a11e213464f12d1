import type { Hub } from '../../../site/contract/hub'
import { contributions } from '../../../site/contract/limits'
import { AccountSection } from '../../ui/account-section'
import type { Standing } from './queries'
import { HelpedWith } from './view'

interface RankingProps {
  hub: Pick<Hub, 'language' | 'paths'>
  standing: Standing | undefined
  /** They stay out of it, as they wished. */
  isOut: boolean
}

const Points = ({ hub, standing }: Omit<RankingProps, 'isOut'>) => {
  if (!standing)
    return (
      <p>
        You have none yet. An answer of yours that is accepted, or a comment that somebody likes,
        brings the first.
      </p>
    )
  const { recent, ever, tags } = standing
  return (
    <>
      <p>
        <b>{recent.toLocaleString(hub.language)}</b> from the last {contributions.days} days,{' '}
        <b>{ever.toLocaleString(hub.language)}</b> of all time.
      </p>
      {tags.length > 0 && (
        <p>
          <HelpedWith paths={hub.paths} tags={tags.slice(0, 5)} />
        </p>
      )}
    </>
  )
}

/** A member's own points, and the way out of the contributors. */
export const OwnPoints = ({ hub, standing, isOut }: RankingProps) => (
  <AccountSection
    id="ranking"
    title="Your points"
    about={
      <>
        For what others did with your work.{' '}
        <a href={hub.paths.contributors()}>How they are counted</a>
      </>
    }
  >
    {isOut ? (
      <p>You stay out of the contributors: you have no points, no badge, and are in no list.</p>
    ) : (
      <Points hub={hub} standing={standing} />
    )}
    <form method="post" action={hub.paths.ranking()}>
      <button class="quiet" name="to" value={isOut ? 'in' : 'out'}>
        {isOut ? 'Be among the contributors again' : 'Stay out of the contributors'}
      </button>
    </form>
  </AccountSection>
)
