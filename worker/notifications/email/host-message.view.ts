import type { HouseRule } from '../../../site/contract/hub'
import type { Email } from '../view'
import { writeEmail } from './email.view'
import type { EmailBlock } from './layout.view'
import type { LinkEmail } from './link.view'
import { decisionEmailMessages, type DecisionKind, requestAnswerText } from './messages'
import { hubName, nameInEmail } from './rules'

interface DecisionEmail extends LinkEmail {
  kind: DecisionKind
  /** The host's text. */
  body: string
  /** The title of the conversation of the comment. */
  conversation: string
  rule?: HouseRule | undefined
  /** The page of the house rules, if the hub has one. */
  rules?: string | undefined
}

/**
 * A host's message to the author of a comment. It names no other person and does not quote the
 * comment: the author knows it, and others may see the email.
 */
export const decisionEmail = (email: DecisionEmail): Email => {
  const { hub, origin, to, kind, body, conversation, rule, link, rules } = email
  const says = decisionEmailMessages
  const { done, means } = says[kind]
  const blocks: (EmailBlock | '' | undefined)[] = [
    { p: says.about(nameInEmail(conversation)) },
    body && { quote: body },
    rule && { p: says.rule(rule) },
    { p: means },
    { button: kind === 'removal' ? says.conversation : says.comment, href: link },
    rules ? { link: says.rules, href: rules } : undefined,
  ]
  return writeEmail({
    hub,
    origin,
    to,
    subject: says.subject(hubName(hub)),
    heading: done.replace(/\.$/, ''),
    preheader: done,
    blocks: blocks.filter((block) => typeof block === 'object'),
    why: says.why,
  })
}

interface RequestAnswerEmail extends LinkEmail {
  isYes: boolean
  /** The name of the space, which is public. */
  space: string
  /** The host's text. */
  reply: string | null
}

/** A host's answer to a request for access to a space. */
export const requestAnswerEmail = (email: RequestAnswerEmail): Email => {
  const { isYes, space, reply, link, ...more } = email
  const { subject, text, label, why } = requestAnswerText(isYes, space)
  return writeEmail({
    ...more,
    subject,
    heading: subject,
    blocks: [{ p: text }, ...(reply ? [{ quote: reply }] : []), { button: label, href: link }],
    why,
  })
}
