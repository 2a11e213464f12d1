import type { Hub, Paths } from '../../site/contract'
import { refusalTo } from '../spaces/sentences'
import { limits } from './fields'
import type { TopicFault } from './rules'

type Plain = Exclude<TopicFault, { field: 'space' } | { reason: 'tag-new' }>['reason']

const plain = ({ comments, language }: Hub): Record<Plain | 'no-space', string> => ({
  'title-empty': 'Please say in a line what it is about.',
  'title-too-long': `Please keep the title to ${limits.title} characters.`,
  empty: 'Please write something first.',
  'too-long': `Please keep it to ${comments.longest.toLocaleString(language)} characters.`,
  'tags-too-many': `Please keep it to ${limits.tags} tags.`,
  'tag-unreadable': 'Please use the letters a to z, digits and hyphens in a tag.',
  'tag-too-long': `Please keep a tag to ${limits.tag} characters.`,
  'label-too-long': `Please keep it to ${limits.label} characters.`,
  'link-empty': 'Please give the address that this leads to.',
  link: 'That is not the address of a website, such as https://example.com.',
  'contact-name': `Please say who this is, in at most ${limits.label} characters.`,
  'contact-way': 'Please give at least one way to reach them.',
  email: 'Please check the e-mail address.',
  phone: 'Please check the telephone number.',
  'no-space': 'Please choose a space.',
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

const sentenceOfNew = (tags: readonly string[], { language }: Hub): string => {
  const quoted = tags.map((tag) => `“${tag}”`)
  const named = new Intl.ListFormat(language, { type: 'disjunction' }).format(quoted)
  return `Nobody has used the ${tags.length === 1 ? 'tag' : 'tags'} ${named} yet, and your level may only use those that are there.`
}

/** What each fault says beside its field. */
export const sentenceOf = (fault: TopicFault, hub: Hub, space: string): string => {
  if (fault.reason === 'tag-new') return sentenceOfNew(fault.tags, hub)
  if (fault.field !== 'space') return plain(hub)[fault.reason]
  const found = hub.spaces.find(({ id }) => id === space)
  return found && fault.reason !== 'no-space'
    ? refusalTo(fault.reason, 'start', found, hub).sentence
    : plain(hub)['no-space']
}

/** Where somebody reads what they may do, and how they come to do more. */
export const wayOn = (
  paths: Paths,
  fault: TopicFault,
): { label: string; href: string } | undefined => {
  if (fault.reason === 'signed-out') return { label: 'Sign in', href: paths.signIn() }
  if (fault.reason === 'silenced')
    return { label: 'Until when, and why', href: `${paths.me()}#silence` }
  if (fault.reason === 'tag-new') return { label: 'Who may do what', href: paths.levels() }
  return undefined
}
