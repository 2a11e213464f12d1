import type { Hub } from '../../../site/contract/hub'

/** The city of the hub's time zone: `timeZoneCity({ timezone: 'Europe/London' }) // => 'London'` */
export const timeZoneCity = ({ timezone }: Pick<Hub, 'timezone'>): string =>
  timezone.split('/').at(-1)!.replaceAll('_', ' ')

/** The name of a level; its id if `levels.yaml` no longer has it. */
export const levelName = ({ levels }: Pick<Hub, 'levels'>, id: string): string =>
  levels.find((level) => level.id === id)?.name ?? id
