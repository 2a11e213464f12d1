import { defineForm, type Fault, type Input } from '../../lib/define-form'
import { checkbox, choice, raw } from '../../lib/form-fields'
import { emailRhythms } from '../../../site/contract/vocabulary'

/** A member's choices about notifications. */
export const notificationSettingsForm = defineForm({
  rhythm: choice({
    meaning: 'When emails about notifications are sent.',
    of: emailRhythms,
    prefix: 'rhythm',
  }),
  followsOwn: checkbox({ meaning: 'Whether the member follows what they take part in.' }),
  timezone: raw({ meaning: 'Their time zone; empty for the hub’s.', maxLength: 60 }),
})

/** Marks notifications as read. */
export const readNotificationsForm = defineForm({
  conversation: raw({ meaning: 'Only those of this conversation; empty for all.' }),
})

export type SettingsInput = Input<typeof notificationSettingsForm>
export type SettingsFault =
  Fault<typeof notificationSettingsForm> | { field: 'timezone'; reason: 'timezone-unknown' }
