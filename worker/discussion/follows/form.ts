import { defineForm } from '../../lib/define-form'
import { choice, raw, withFallback } from '../../lib/form-fields'

/** Follows or mutes something. */
export const followForm = defineForm({
  target: raw({
    meaning:
      '`conversation:<id>`, `tag:<tag>`, `space:<id>`, `kind:<kind>`, `person:<handle>` or `hub`.',
    maxLength: 220,
  }),
  to: withFallback(
    choice({
      meaning: '`on` follows, `off` does not, `muted` gives no notifications at all.',
      of: ['on', 'off', 'muted'],
    }),
    'on',
  ),
  back: raw({ meaning: '`inbox` returns to the page of notifications.' }),
})
