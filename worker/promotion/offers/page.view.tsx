import type { Hub } from '../../../site/contract/hub'
import type { Offer } from '../../../site/contract/offers'
import type { Paths } from '../../../site/contract/paths'
import { admissionTo, type Viewer, describeRule } from '../../../site/contract/permissions'
import { excerpt, toText } from '../../markdown/markdown'
import { phaseAt } from './rules'
import { OfferCard } from './view'
import { formatOfferDay } from './messages'

/** The longest description for search engines, in characters. */
const MAX_DESCRIPTION = 160

/** One line about an offer, beginning with its disclosure. */
export const offerDescription = ({ disclosure, pitch }: Offer): string =>
  excerpt(`${disclosure}. ${toText(pitch)}`, MAX_DESCRIPTION)

const AllOffersLink = ({ paths }: { paths: Paths }) => (
  <p>
    <a href={paths.offers()}>All offers</a>
  </p>
)

/** The page of one offer. */
export const OfferPage = ({ paths, offer }: { paths: Paths; offer: Offer }) => (
  <>
    <OfferCard paths={paths} offer={offer} from="offer" level={1} />
    <AllOffersLink paths={paths} />
  </>
)

interface OtherOffers {
  /** The offers available to the viewer instead. */
  others: readonly Offer[]
}

const CurrentOffers = ({ paths, others }: { paths: Paths } & OtherOffers) =>
  others.length === 0 ? (
    <p>
      There are no other offers right now. <a href={paths.home()}>Go to the front page</a>
    </p>
  ) : (
    <section class="offers-now" aria-labelledby="offers-now">
      <h2 id="offers-now">Current offers</h2>
      {others.map((offer) => (
        <OfferCard paths={paths} offer={offer} from="offers" level={3} isListed />
      ))}
    </section>
  )

interface NoOfferProps extends OtherOffers {
  hub: Hub
  offer: Offer
}

interface OverProps extends NoOfferProps {
  now: Date
}

/** The page of an offer that has ended or reached its cap, without its content. */
export const OfferOverPage = ({ hub, offer, others, now }: OverProps) => {
  const { end } = offer
  const hasEnded = end !== undefined && phaseAt(offer, now) === 'over'
  return (
    <>
      <header class="page-head">
        <h1>This offer is over</h1>
        <p>{hasEnded ? `It ended on ${formatOfferDay(hub, end)}.` : 'All its places are taken.'}</p>
      </header>
      <CurrentOffers paths={hub.paths} others={others} />
    </>
  )
}

interface OthersProps extends NoOfferProps {
  /** The viewer, whom the offer is not for. */
  viewer: Viewer
}

const SignInLink = ({ paths, offer, then }: { paths: Paths; offer: Offer; then: string }) => (
  <>
    <a href={paths.signIn({ returnTo: paths.offer(offer.id) })}>Sign in</a> {then}
  </>
)

/** How to join the group that an offer is for. */
const HowToJoin = ({ hub, group }: { hub: Hub; group: string }) => {
  const space = hub.spaces.find((each) => {
    const admission = admissionTo(each, hub.levels)
    return admission && 'group' in admission && admission.group === group
  })
  if (!space) return <>Hosts add members to it: ask one of them, in any conversation.</>
  return (
    <>
      The group has the space <a href={hub.paths.space(space.id)}>{space.name}</a>; ask to join on
      its page.
    </>
  )
}

const Audience = ({ hub, offer, viewer }: Omit<OthersProps, 'others'>) => {
  const { audience } = offer
  const isGuest = viewer.role === 'guest'
  if (audience === 'guests') return <p>It is for visitors without an account, and you have one.</p>
  if (audience === 'members')
    return (
      <p>
        It is for members. <SignInLink paths={hub.paths} offer={offer} then="to see it." />
      </p>
    )
  const [what, id = ''] = audience.split(':')
  return (
    <p>
      {what === 'level'
        ? `It is for this level: ${describeRule(audience, hub.levels)}. `
        : 'It is for the members of a group. '}
      {isGuest && (
        <SignInLink paths={hub.paths} offer={offer} then="to see it, if you are one of them. " />
      )}
      {what === 'level' ? (
        <>
          See <a href={hub.paths.levels()}>Levels and permissions</a>.
        </>
      ) : (
        <HowToJoin hub={hub} group={id} />
      )}
    </p>
  )
}

/** The page of an offer that is not for the viewer: its audience, without its content. */
export const OfferForOthersPage = ({ hub, offer, others, viewer }: OthersProps) => (
  <>
    <header class="page-head">
      <h1>This offer is not for you</h1>
      <Audience hub={hub} offer={offer} viewer={viewer} />
    </header>
    <CurrentOffers paths={hub.paths} others={others} />
  </>
)
