import { z } from 'astro/zod'
import { readInstant } from './instant'

/** Non-empty text. */
export const text = () => z.string().trim().min(1, 'expected some text, found none')

/** A name that can be part of an address: `winter-hours`. */
export const slug = () =>
  z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens')

/** An absolute web address. */
export const webAddress = () =>
  z.url({
    protocol: /^https?$/,
    error: 'expected a full address such as https://www.example.com/',
  })

/** A web address, or the path of a page on the hub's own host. */
export const link = () =>
  z
    .string()
    .refine(
      (value) => /^\/(?!\/)/.test(value) || (/^https?:\/\//.test(value) && URL.canParse(value)),
      'expected a full address such as https://www.example.com/, or a path such as /posts/welcome/',
    )

/** A file beside the one that names it: `./shop.jpg`. */
export const file = () => text()

/** A date, with or without a time: by default midnight, in the hub's time zone. */
export const moment = (zone: string) => instant(zone, false)

/** A date at which something ends: without a time, the end of that day. */
export const closing = (zone: string) => instant(zone, true)

const instant = (zone: string, lastMoment: boolean) =>
  z
    .string('expected a date such as 2026-11-05 or 2026-11-05T08:00')
    .transform((written, context) => {
      const read = readInstant(written, zone, lastMoment)
      if (read instanceof Date) return read
      context.addIssue({
        code: 'custom',
        message:
          read === 'impossible'
            ? 'this day or time does not exist'
            : 'expected a date such as 2026-11-05 or 2026-11-05T08:00',
      })
      return z.NEVER
    })

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A duration such as `15m` or `14d`, in milliseconds. */
export const duration = () =>
  z
    .string('expected a length of time such as 15m, 2h or 14d')
    .regex(/^\d{1,5}[smhdw]$/, 'expected a length of time such as 15m, 2h or 14d')
    .transform(
      (written) => Number(written.slice(0, -1)) * UNITS[written.slice(-1) as keyof typeof UNITS],
    )

/** A colour written as `#0a7f5a` or `#0a5`. */
export const colour = () =>
  z
    .string()
    .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'expected a colour such as "#0a7f5a", in quotes')
