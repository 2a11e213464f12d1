import type { Hub } from '../../../site/contract/hub'
import { contributions } from '../../../site/contract/limits'
import { AccountSection } from '../../ui/account-section'
import { contributorMessages } from './messages'
import type { Standing } from './queries'
import { HelpedWith } from './view'

interface RankingProps {
  hub: Pick<Hub, 'language' | 'paths'>
  standing: Standing | undefined
  /** The member is hidden from the contributors list. */
  isOut: boolean
}

const Points = ({ hub, standing }: Omit<RankingProps, 'isOut'>) => {
  if (!standing) return <p>{contributorMessages.none}</p>
  const { recent, ever, tags } = standing
  return (
    <>
      <p>
        <b>{recent.toLocaleString(hub.language)}</b> from the last {contributions.days} days,{' '}
        <b>{ever.toLocaleString(hub.language)}</b> in total.
      </p>
      {tags.length > 0 && (
        <p>
          <HelpedWith paths={hub.paths} tags={tags.slice(0, 5)} />
        </p>
      )}
    </>
  )
}

/** A member's own points, and the button that hides them from the contributors list. */
export const OwnPoints = ({ hub, standing, isOut }: RankingProps) => (
  <AccountSection
    id="ranking"
    title="Your points"
    about={
      <>
        {contributorMessages.about}{' '}
        <a href={`${hub.paths.contributors()}#formula-title`}>How points work</a>
      </>
    }
  >
    {isOut ? <p>{contributorMessages.hidden}</p> : <Points hub={hub} standing={standing} />}
    <form method="post" action={hub.paths.ranking()}>
      <button class="quiet" name="to" value={isOut ? 'in' : 'out'}>
        {isOut ? contributorMessages.show : contributorMessages.hide}
      </button>
    </form>
  </AccountSection>
)
