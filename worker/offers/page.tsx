import { type Hub, type Offer, paths, whoIs } from '../../site/contract'
import { dateFormat } from '../kit/date-format'
import { excerpt, toText } from '../text/markdown'
import { OfferPiece } from './view'

/** Characters of an offer that search engines show. */
const TOLD = 160

/** One line about an offer, beginning with what it is. */
export const describe = ({ disclosure, pitch }: Offer): string =>
  excerpt(`${disclosure}. ${toText(pitch)}`, TOLD)

const All = () => (
  <p>
    <a href={paths.offers()}>All offers</a>
  </p>
)

/** An offer by itself, while it is on. */
export const OfferPage = ({ offer }: { offer: Offer }) => (
  <>
    <OfferPiece offer={offer} from="offers" level={1} />
    <All />
  </>
)

const dayIn = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(at)

interface Now {
  /** What is on for whoever asks, in place of what they asked for. */
  others: readonly Offer[]
}

const WhatIsOn = ({ others }: Now) =>
  others.length === 0 ? (
    <p>
      Nothing else is on offer just now. <a href={paths.home()}>To the front page</a>
    </p>
  ) : (
    <section class="offers-now" aria-labelledby="offers-now">
      <h2 id="offers-now">What is on now</h2>
      {others.map((offer) => (
        <OfferPiece offer={offer} from="offers" level={3} isListed />
      ))}
    </section>
  )

interface OverProps extends Now {
  hub: Hub
  offer: Offer
}

/** An offer that has ended, or was taken as often as it could be; what it was is not said any more. */
export const OfferOver = ({ hub, offer, others }: OverProps) => {
  const { end } = offer
  return (
    <>
      <header class="page-head">
        <h1>This offer is over</h1>
        <p>
          {end === undefined
            ? 'It was there for a while, or for so many, and that is done.'
            : `It ended on ${dayIn(hub, end)}.`}
        </p>
      </header>
      <WhatIsOn others={others} />
    </>
  )
}

const WhoFor = ({ hub, offer: { audience, id } }: Omit<OverProps, 'others'>) => {
  if (audience === 'guests')
    return <p>It is for those who have no account here, and you have one.</p>
  if (audience === 'members')
    return (
      <p>
        It is for members. <a href={paths.signIn({ returnTo: paths.offer(id) })}>Sign in</a> to see
        it.
      </p>
    )
  if (audience.startsWith('level:'))
    return (
      <p>
        It is for this level: {whoIs(audience, hub.levels)}.{' '}
        <a href={paths.levels()}>How levels are reached</a>
      </p>
    )
  return <p>It is for the members of a group.</p>
}

/** An offer for others: whom it is for, and no word of it. */
export const OfferForOthers = ({ hub, offer, others }: OverProps) => (
  <>
    <header class="page-head">
      <h1>This offer is for others</h1>
      <WhoFor hub={hub} offer={offer} />
    </header>
    <WhatIsOn others={others} />
  </>
)
