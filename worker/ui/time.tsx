import type { Hub } from '../../site/contract/hub'
import { dateFormat } from '../lib/date-format'

export interface WhenProps {
  hub: Pick<Hub, 'language' | 'timezone'>
  at: Date
  /** Show the day without the time. */
  isDay?: boolean
}

/** A moment in the hub's time zone, as a `<time>` element. */
export const When = ({ hub, at, isDay = false }: WhenProps) => (
  <time datetime={at.toISOString()}>
    {dateFormat(hub.language, {
      dateStyle: 'medium',
      ...(!isDay && { timeStyle: 'short' }),
      timeZone: hub.timezone,
    }).format(at)}
  </time>
)
