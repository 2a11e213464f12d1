import type { Hub } from '../../../site/contract/hub'
import { HOUSE_RULES } from '../../../site/contract/paths'
import type { Email } from '../view'
import { decisionEmail, requestAnswerEmail } from './host-message.view'
import {
  addressChangedEmail,
  addressProofEmail,
  confirmationEmail,
  dataLinkEmail,
  signInEmail,
} from './link.view'
import { eventSentences } from './messages'
import { digestEmail, type EmailItem, noticeEmail, notificationEmail } from './notification.view'

const RIDE =
  '<p>The brake pads squeal after a wet ride, and stop after ten minutes.</p><p>I cleaned the rim with alcohol. Is that enough, or do I need other pads?</p>'
const ANSWER =
  '<p>Roughen them with sandpaper, a minute each. If they still squeal, toe them in: the front edge touches the rim first.</p>'
const HEBREW = '<p>תודה רבה! זה עבד אצלי.</p><p>And with the ones of 2019, too?</p>'

/** What the samples of a hub are made of: one recipient, one place, and some things that happened. */
const partsOf = (hub: Hub, origin: string) => {
  const base = { hub, origin, to: 'rosa@example.org' }
  const link = `${origin}${hub.paths.comment('01890a5d-ac96-774b-bcce-b302099a8057')}`
  const brakes = {
    id: 'post:squealing-brakes',
    title: 'Why do my brakes squeal in the rain?',
    link: `${origin}${hub.paths.post('squealing-brakes')}`,
  }
  const lamps = { id: 'post:lamps', title: 'Lamps along the river path', link: brakes.link }
  const at = new Date(Date.UTC(2026, 10, 3, 14, 32))
  const items: EmailItem[] = [
    { says: eventSentences.answer('Ben'), link, html: ANSWER, at },
    { says: eventSentences.reply('\u2068דנה\u2069'), link, html: HEBREW, at },
  ]
  const stop = `${origin}${hub.paths.stop('a-token')}`
  const token = `${link}?token`
  return { base, link, token, brakes, lamps, at, items, stop }
}

type Parts = ReturnType<typeof partsOf>
type Samples = Record<string, () => Email>

const linkSamples = ({ base, token, brakes, at }: Parts): Samples => {
  const linked = { ...base, link: token }
  return {
    signInEmail: () => signInEmail({ ...linked, minutes: 30 }),
    addressProofEmail: () => addressProofEmail({ ...linked, minutes: 30 }),
    addressChangedEmail: () => addressChangedEmail({ ...linked, when: at.toUTCString() }),
    confirmationEmail: () => confirmationEmail({ ...linked, days: 7, conversation: brakes.title }),
    dataLinkEmail: () => dataLinkEmail({ ...linked, hours: 24 }),
  }
}

const hostSamples = ({ base, link, brakes }: Parts): Samples => ({
  decisionEmail: () =>
    decisionEmail({
      ...base,
      link,
      kind: 'warning',
      body: 'Please write about the brakes, not about the person.\nThank you.',
      conversation: brakes.title,
      rule: { id: 'kind', name: 'Be kind', says: 'Criticize what was said, not who said it.' },
      rules: `${base.origin}${base.hub.paths.page(HOUSE_RULES)}`,
    }),
  requestAnswerEmail: () =>
    requestAnswerEmail({ ...base, link, isYes: true, space: 'Workshop', reply: 'Welcome!' }),
})

const notificationSamples = ({ base, link, brakes, lamps, at, items, stop }: Parts): Samples => {
  const mention = { says: eventSentences.mention('Ben'), link, html: RIDE }
  const planned = { says: eventSentences.status(false, 'planned'), action: 'idea', link } as const
  const reason = { text: 'In spring, with the town.' }
  const one = { ...base, stop, conversation: brakes }
  const groups = [
    { conversation: brakes, items },
    { conversation: lamps, items: [{ ...mention, at }] },
  ]
  return {
    notificationEmail: () => notificationEmail({ ...one, reason: 'mention', items: [mention] }),
    'notificationEmail-status': () =>
      notificationEmail({
        ...one,
        reason: 'voter',
        conversation: lamps,
        items: [{ ...planned, ...reason }],
      }),
    'notificationEmail-several': () =>
      notificationEmail({ ...one, reason: 'own', items, moreCount: 3 }),
    noticeEmail: () =>
      noticeEmail({
        ...base,
        stop,
        reason: 'level',
        item: { says: eventSentences.level('Regular'), action: 'level', link: brakes.link },
      }),
    digestEmail: () =>
      digestEmail({ ...base, stop, reason: 'weekly', groups, moreCount: 4, link: brakes.link }),
  }
}

/**
 * Every template with a sample, by the name of its function, for the preview on a local hub. One that
 * looks different by what it is about has several samples, with a suffix.
 */
export const emailSamples = (hub: Hub, origin: string): Samples => {
  const parts = partsOf(hub, origin)
  return { ...linkSamples(parts), ...hostSamples(parts), ...notificationSamples(parts) }
}
