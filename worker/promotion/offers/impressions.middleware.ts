import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { App } from '../../env'
import { dayOf } from '../../lib/calendar'
import type { PageOutcome } from '../../http/slots'
import { countImpressions, type Impressions } from './commands'
import { countAfterResponse } from './visit-filter.middleware'

/** Records that a page shows all active networks. */
export const noteNetworks = (
  outcome: PageOutcome,
  page: string,
  { networks }: Pick<Hub, 'networks'>,
): void => {
  outcome.shown ??= { offers: [], page }
  outcome.shown.networks = networks.map(({ id }) => id)
}

/** Counts a sampled view, after the response is sent. */
export const sampleImpressions = (c: Context<App>, shown: Impressions | undefined): void => {
  if (!shown) return
  const { db, hub, now } = c.var
  const day = dayOf(now, hub.timezone)
  countAfterResponse(c, 'a view was not counted', () =>
    countImpressions(db, day, shown, hub.sampled),
  )
}
