import type { Offer } from '../../site/contract'
import { paths } from '../../site/contract'

const Offers = ({ offers }: { offers: readonly Offer[] }) => (
  <>
    <h2>What is on now</h2>
    <ul>
      {offers.map(({ id, title, disclosure }) => (
        <li>
          <a href={paths.offer(id)} dir="auto">
            {title}
          </a>
          <br />
          <small>Promotion: {disclosure}</small>
        </li>
      ))}
    </ul>
  </>
)

interface OverProps {
  /** What was asked for. Of an offer that is for others nothing is said. */
  offer: Offer | undefined
  /** What is on for whoever asks. */
  others: readonly Offer[]
}

/** What stands at the end of a way to an offer that leads nowhere any more. */
export const OfferOver = ({ offer, others }: OverProps) => (
  <>
    <h1>{offer ? 'This offer is over' : 'This offer is not on'}</h1>
    {offer && (
      <p>
        <bdi>{offer.title}</bdi> has ended.
      </p>
    )}
    {others.length > 0 ? (
      <Offers offers={others} />
    ) : (
      <p>
        There is nothing else on just now. <a href={paths.home()}>To the front page</a>
      </p>
    )}
  </>
)
