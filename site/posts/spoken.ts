import { hub } from '../hub/settings'

const moments = new Intl.DateTimeFormat(hub.language, {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: hub.timezone,
})

/** A moment on the hub's own clock: `spokenMoment(at) // => '5 November 2026 at 10:00'`. */
export const spokenMoment = (moment: Date) => moments.format(moment)

/** `spoken('investigating') // => 'Investigating'` */
export const spoken = (status: string) => status.charAt(0).toUpperCase() + status.slice(1)
