import { hub } from './settings'

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat(hub.language, { ...options, timeZone: hub.timezone })
  return (date: Date) => formatter.format(date)
}

/** A day in the hub's time zone: `2 November 2026`. */
export const day = format({ dateStyle: 'long' })

/** A day and its time: `12 November 2026 at 08:40`. */
export const dayAndTime = format({ dateStyle: 'long', timeStyle: 'short' })
