import { DAY_MS } from '../../lib/calendar'
import { timeOf } from '../../lib/id'

/**
 * Whether the hub has known this guest for less than a day. A cookie costs nothing to get: if it were
 * trusted at once, a hundred of them could be collected in a hundred conversations and spent in one.
 */
export const isNewGuest = (guestId: string, now: Date): boolean =>
  now.getTime() - timeOf(guestId).getTime() < DAY_MS
