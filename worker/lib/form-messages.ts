import type { EmailFault, WebsiteFault } from './email-and-url'
import type { NameFault } from './display-name'
import type { Plain, Problem } from './define-form'

/** A sentence for each reason; a function where the sentence has parameters. */
export type MessagesFor<P extends Problem> = {
  [Reason in P['reason']]: string | ((problem: Extract<P, { reason: Reason }>) => string)
}

/** The sentence for a problem. */
export const messageOf = <P extends Problem>(messages: MessagesFor<P>, problem: P): string => {
  const message = messages[problem.reason as P['reason']]
  return typeof message === 'function' ? message(problem as never) : message
}

type AddressProblem = Plain<`email-${EmailFault}` | `website-${WebsiteFault}`>

export const nameMessages = {
  'name-empty': 'Please enter your name.',
  'name-too-long': 'Please use a shorter name.',
  'name-unreadable': 'Please use a name without invisible characters.',
  'name-reserved': 'That name belongs to a person who works here. Please use another.',
} satisfies MessagesFor<Plain<`name-${NameFault}`>>

export const addressMessages = {
  'email-empty': 'Please check the email address.',
  'email-too-long': 'Please check the email address.',
  'email-malformed': 'Please check the email address.',
  'website-too-long': 'That address is too long.',
  'website-credentials': 'Please enter the address without a name and password.',
  'website-not-web': 'That is not the address of a website, such as https://example.com.',
} satisfies MessagesFor<AddressProblem>
