import type { CommentRules } from '../../site/contract'
import { memberCommentForm } from '../comments/form'
import type { Refused } from '../comments/rules'
import { emailFault, websiteFault } from '../text/addresses'
import { cleanLine, lengthOf } from '../text/words'
import {
  type ContactField,
  type ContactNumber,
  contactNumbers,
  limits,
  type LinkField,
  type LinkNumber,
  linkNumbers,
  type Typed,
} from './fields'
import { kindOf, piecesOf, tagOf } from './words'

/** Why a topic can not be taken, and the field that says so. */
export type TopicFault =
  | { field: 'title'; reason: 'title-empty' | 'title-too-long' }
  | { field: 'body'; reason: 'empty' | 'too-long' }
  | { field: 'tags'; reason: 'tags-too-many' | 'tag-unreadable' | 'tag-too-long' }
  | { field: 'tags'; reason: 'tag-new'; tags: string[] }
  | { field: LinkField; reason: 'label-too-long' | 'link' | 'link-empty' }
  | { field: ContactField; reason: 'contact-name' | 'contact-way' | 'email' | 'link' | 'phone' }
  | { field: 'space'; reason: 'no-space' | Refused }
  | {
      field: 'form'
      reason: 'too-many' | 'too-fast' | 'not-saved' | 'signed-out' | 'silenced' | 'changed'
    }

/** How the hub answers a fault: 429 when waiting helps, 503 when it is our doing, else 422. */
export const statusOf = ({ reason }: TopicFault) => {
  if (reason === 'too-many' || reason === 'too-fast') return 429
  return reason === 'not-saved' ? 503 : 422
}

const faultsInTitle = (typed: string): TopicFault[] => {
  const title = cleanLine(typed)
  if (title === '') return [{ field: 'title', reason: 'title-empty' }]
  return lengthOf(title) > limits.title ? [{ field: 'title', reason: 'title-too-long' }] : []
}

const faultsInBody = (body: string, comments: CommentRules): TopicFault[] =>
  memberCommentForm.check({ ...memberCommentForm.blank, body }, { comments }).faults ?? []

const faultsInTags = (typed: string): TopicFault[] => {
  const tags = piecesOf(typed).map(tagOf)
  if (tags.includes('')) return [{ field: 'tags', reason: 'tag-unreadable' }]
  if (tags.some((tag) => tag.length > limits.tag))
    return [{ field: 'tags', reason: 'tag-too-long' }]
  return new Set(tags).size > limits.tags ? [{ field: 'tags', reason: 'tags-too-many' }] : []
}

const faultsInLink = (typed: Typed, n: LinkNumber): TopicFault[] => {
  const [label, url] = [`link${n}Label`, `link${n}Url`] as const
  if (typed[label].trim() && !typed[url].trim()) return [{ field: url, reason: 'link-empty' }]
  if (websiteFault(typed[url])) return [{ field: url, reason: 'link' }]
  return lengthOf(cleanLine(typed[label])) > limits.label
    ? [{ field: label, reason: 'label-too-long' }]
    : []
}

/** Digits and what people put between them. */
const PHONE = /^[+(]?\d[\d ()./-]{3,30}$/

const faultsInContact = (typed: Typed, n: ContactNumber): TopicFault[] => {
  const [name, email] = [`contact${n}Name`, `contact${n}Email`] as const
  const [phone, url] = [`contact${n}Phone`, `contact${n}Url`] as const
  const called = lengthOf(cleanLine(typed[name]))
  const isReachable = [email, phone, url].some((field) => typed[field].trim())
  if (called === 0 && !isReachable) return []
  if (called === 0 || called > limits.label) return [{ field: name, reason: 'contact-name' }]
  if (!isReachable) return [{ field: email, reason: 'contact-way' }]
  const isMail = !typed[email].trim() || !emailFault(typed[email])
  const isPhone = !typed[phone].trim() || PHONE.test(typed[phone].trim())
  return [
    ...(isMail ? [] : [{ field: email, reason: 'email' } as const]),
    ...(isPhone ? [] : [{ field: phone, reason: 'phone' } as const]),
    ...(websiteFault(typed[url]) ? [{ field: url, reason: 'link' } as const] : []),
  ]
}

/** All that is wrong with what somebody typed, in the order of the form. */
export const faultsIn = (typed: Typed, rules: CommentRules): TopicFault[] => [
  ...faultsInTitle(typed.title),
  ...faultsInBody(typed.body, rules),
  ...faultsInTags(typed.tags),
  ...(kindOf(typed.kind) === 'resource'
    ? [
        ...linkNumbers.flatMap((n) => faultsInLink(typed, n)),
        ...contactNumbers.flatMap((n) => faultsInContact(typed, n)),
      ]
    : []),
]
