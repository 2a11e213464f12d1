import { v7 } from 'uuid'

/** A UUIDv7 (RFC 9562) for the given moment: sorting by id is sorting by time. */
export const newId = (now: Date): string => v7({ msecs: now.getTime() })

/** Whether the text has the format of an id; anything else never reaches the database. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)

/** The moment for which a UUIDv7 was made. */
export const timeOf = (id: string): Date =>
  new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16))

/** Sorts before every id of this moment (epoch milliseconds) or later, and after every earlier one. */
export const firstIdAt = (moment: number): string => {
  const hex = moment.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** The time part of a UUIDv7; two ids with the same one have no order in time. */
export const timePrefixOf = (id: string): string => id.slice(0, 13)
