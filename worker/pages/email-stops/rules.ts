import {
  type EmailTopic,
  EVERYTHING,
  isEmailKind,
  type StopScope,
} from '../../notifications/stops/rules'

/** A choice on the page that stops emails. */
export interface StopChoice {
  what: 'kind' | 'conversation' | 'all'
  /** The kind or conversation; empty for that of the email. */
  of: string
  /** Whether it is turned on again. */
  isOn: boolean
}

/**
 * What a choice covers; `undefined` if there is no such kind, or it stops another conversation than
 * that of the email: a link must not fill the database.
 */
export const chosenScope = (
  { what, of, isOn }: StopChoice,
  email: EmailTopic,
): StopScope | undefined => {
  if (what === 'all') return EVERYTHING
  const named = of || email[what]
  if (what === 'kind') return isEmailKind(named) ? { kind: named, conversation: '' } : undefined
  const isKnown = named !== '' && (isOn || named === email.conversation)
  return isKnown ? { kind: '', conversation: named } : undefined
}

/** Whether a stop is of this scope. */
export const isSameScope = (one: StopScope, other: StopScope): boolean =>
  one.kind === other.kind && one.conversation === other.conversation
