import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { refusalFor } from '../../accounts/access/messages'
import { topicLimits } from './rules'
import type { TopicFault } from './form'
import { addressMessages, type MessagesFor, messageOf } from '../../lib/form-messages'

type Explained = Exclude<TopicFault, { field: 'space' } | { reason: 'tag-new' }>

const messages = ({ language }: Hub): MessagesFor<Explained> => ({
  ...addressMessages,
  'title-empty': 'Please say in a line what it is about.',
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
    'You have written a lot in the last hour. Please come back later; your words are kept below.',
  'too-fast':
    'That was very quick. Please wait a minute and send it again; your words are kept below.',
  'not-saved':
    'The hub could not save this just now. Please send it again in a moment; your words are kept below.',
  'signed-out':
    'You are not signed in any more. Your words are kept below: copy them, and sign in again.',
  changed:
    'Somebody else has changed this meanwhile. Your words are kept below: look at how it is now, and save them again if they still fit.',
  silenced: 'A host has silenced you here. Your words are kept below.',
})

const newTagsMessage = (tags: readonly string[], { language }: Hub): string => {
  const quoted = tags.map((tag) => `“${tag}”`)
  const named = new Intl.ListFormat(language, { type: 'disjunction' }).format(quoted)
  return `Nobody has used the ${tags.length === 1 ? 'tag' : 'tags'} ${named} yet, and your level may only use those that are there.`
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

/** Where somebody reads what they may do, and how they come to do more. */
export const faultLink = (
  paths: Paths,
  fault: TopicFault,
): { label: string; href: string } | undefined => {
  if (fault.reason === 'signed-out') return { label: 'Sign in', href: paths.signIn() }
  if (fault.reason === 'silenced')
    return { label: 'Until when, and why', href: `${paths.me()}#silence` }
  if (fault.reason === 'tag-new') return { label: 'Who may do what', href: paths.levels() }
  return undefined
}
