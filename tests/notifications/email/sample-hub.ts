import type { Hub } from '../../../site/contract/hub'
import { emailSamples } from '../../../worker/notifications/email/samples.view'
import { paths } from '../../paths'

export const origin = 'https://hub.test'

/** What templates need of a hub. */
export const sampleHub = (more: Partial<Hub> = {}) =>
  ({
    name: 'Northgate Cycles',
    title: 'Community',
    url: 'https://www.example.com/community/',
    language: 'en-GB',
    timezone: 'Europe/London',
    emailAccents: { light: '#076f4e', dark: '#74d4ab' },
    paths,
    ...more,
  }) as Hub

/** Every sample, written for this hub. */
export const writeSamples = (hub = sampleHub()) =>
  Object.entries(emailSamples(hub, origin)).map(([template, write]) => ({
    template,
    email: write(),
  }))
