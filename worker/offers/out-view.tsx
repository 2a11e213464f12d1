import type { Network, Offer, Retired } from '../../site/contract'
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

interface LeftProps {
  network: Retired
  networks: readonly Network[]
}

/** What stands at the end of a way to a network that the company has left. */
export const NetworkLeft = ({ network, networks }: LeftProps) => (
  <>
    <h1>We are not on {network.name} any more</h1>
    {networks.length > 0 ? (
      <>
        <p>You find us here, and of course in the conversations of this hub.</p>
        <ul>
          {networks.map(({ id, name, invite }) => (
            <li>
              <a href={paths.out('network', id)} rel="noopener">
                {name}
              </a>
              {invite && (
                <>
                  <br />
                  <small>{invite}</small>
                </>
              )}
            </li>
          ))}
        </ul>
      </>
    ) : (
      <p>
        You find us in the conversations of this hub. <a href={paths.home()}>To the front page</a>
      </p>
    )}
  </>
)
