import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { refusalFor } from '../../accounts/access/messages'
import { topicLimits } from './rules'
import type { TopicFault } from './form'
import { addressMessages, type MessagesFor, messageOf } from '../../lib/form-messages'

type Explained = Exclude<TopicFault, { field: 'space' } | { reason: 'tag-new' }>

const messages = ({ language }: Hub): MessagesFor<Explained> => ({
  ...addressMessages,
  'title-empty': 'Please give it a title.',
  'title-too-long': ({ max }) => `Please keep the title to ${max} characters.`,
  empty: 'Please write something first.',
  'too-long': ({ max }) => `Please keep it to ${max.toLocaleString(language)} characters.`,
  'tags-too-many': ({ max }) => `Please keep it to ${max} tags.`,
  'tag-unreadable': 'Please use the letters a to z, digits and hyphens in a tag.',
  'tag-too-long': ({ max }) => `Please keep a tag to ${max} characters.`,
  'label-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'link-empty': 'Please give the address that this leads to.',
  'contact-name-empty': `Please say who this is, in at most ${topicLimits.label} characters.`,
  'contact-name-too-long': ({ max }) => `Please say who this is, in at most ${max} characters.`,
  'contact-way': 'Please give at least one way to reach them.',
  phone: 'Please check the telephone number.',
  'too-many':
    'Too many comments and conversations in the last hour. Please try again later; your text is saved below.',
  'too-fast': 'Too many attempts. Please wait a minute and try again; your text is saved below.',
  'not-saved':
    'The hub could not save this just now. Please send it again in a moment; your text is saved below.',
  'signed-out':
    'You are not signed in any more. Your text is saved below: copy it, and sign in again.',
  changed:
    'This was changed meanwhile. Your text is saved below: check the current version, and save yours again if it still fits.',
  silenced: 'A host has silenced you. Your text is saved below.',
})

const newTagsMessage = (tags: readonly string[], { language }: Hub): string => {
  const quoted = tags.map((tag) => `“${tag}”`)
  const named = new Intl.ListFormat(language, { type: 'disjunction' }).format(quoted)
  return `New tags need a higher level: ${named}. Please choose existing tags.`
}

/** The sentence for a fault, shown beside its field. */
export const topicMessage = (fault: TopicFault, hub: Hub, space: string): string => {
  if (fault.reason === 'tag-new') return newTagsMessage(fault.tags, hub)
  if (fault.field !== 'space') return messageOf(messages(hub), fault)
  const found = hub.spaces.find(({ id }) => id === space)
  return found && fault.reason !== 'no-space'
    ? refusalFor(fault.reason, 'start', found, hub).sentence
    : 'Please choose a space.'
}

/** The page that says more about a fault. */
export const faultLink = (
  paths: Paths,
  fault: TopicFault,
): { label: string; href: string } | undefined => {
  if (fault.reason === 'signed-out') return { label: 'Sign in', href: paths.signIn() }
  if (fault.reason === 'silenced') return { label: 'Details', href: `${paths.me()}#silence` }
  if (fault.reason === 'tag-new') return { label: 'Levels and permissions', href: paths.levels() }
  return undefined
}
