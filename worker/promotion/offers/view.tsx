import type { Offer } from '../../../site/contract/offers'
import type { Paths } from '../../../site/contract/paths'
import { Icon } from '../../ui/icon'
import { Safe } from '../../markdown/markdown'
import { DISMISSAL_DAYS } from './dismissals.rules'

interface OfferProps {
  paths: Paths
  offer: Offer
  /** The id of the page it is on, for counting clicks. */
  from: string
  /** The heading level of its title; within a text the title is no heading. */
  level?: 1 | 2 | 3 | undefined
  /** The page to return to after dismissing it; without it there is no button. */
  page?: string | undefined
  /** Whether this browser has dismissed it. */
  isDismissed?: boolean
  /** Whether its title links to its own page. */
  isListed?: boolean
}

const DismissalForm = ({ paths, offer, page }: { paths: Paths; offer: Offer; page: string }) => (
  <form method="post" action={paths.dismissalOfOffer(offer.id)}>
    <input type="hidden" name="page" value={page} />
    <button class="offer-away">
      Hide for {DISMISSAL_DAYS} days<span class="unseen">: {offer.title}</span>
    </button>
  </form>
)

/** An offer, labelled as a promotion before anything else, also for screen readers. */
export const OfferCard = (props: OfferProps) => {
  const { paths, offer, from, level, page, isDismissed = false, isListed = false } = props
  const { id, title, action, disclosure, pitch } = offer
  const Title = level ? (`h${level}` as const) : 'p'
  return (
    <section class="offer" aria-labelledby={`promotion-${id} offer-${id}`}>
      <p class="offer-told">
        <span id={`promotion-${id}`}>Promotion</span> {disclosure}
      </p>
      <Title class="offer-title" id={`offer-${id}`}>
        {isListed ? <a href={paths.offer(id)}>{title}</a> : title}
      </Title>
      <div class="offer-pitch">
        <Safe html={pitch} />
      </div>
      <div class="offer-ways">
        <a class="button" href={paths.out('offer', id, from)} rel="sponsored noopener">
          {action.label}
          <Icon name="link" />
        </a>
        {page && <DismissalForm paths={paths} offer={offer} page={page} />}
        {isDismissed && <p>You dismissed this offer elsewhere. On this page it stays.</p>}
      </div>
    </section>
  )
}

/** Shown in place of an offer that was just dismissed. */
export const DismissedNote = ({ paths }: { paths: Paths }) => (
  <p class="offer-gone" tabindex={-1}>
    Hidden for {DISMISSAL_DAYS} days. <a href={paths.offers()}>All offers</a>
  </p>
)

interface OfferListProps {
  paths: Paths
  offers: readonly Offer[]
  dismissedIds: ReadonlySet<string>
}

/** All offers available to the viewer. */
export const OfferList = ({ paths, offers, dismissedIds }: OfferListProps) =>
  offers.length === 0 ? (
    <p class="empty">There are no offers right now.</p>
  ) : (
    <>
      {offers.map((offer) => (
        <OfferCard
          paths={paths}
          offer={offer}
          from="offers"
          level={2}
          isDismissed={dismissedIds.has(offer.id)}
          isListed
        />
      ))}
    </>
  )
