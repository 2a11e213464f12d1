import type { Email } from '../view'
import { type EmailBlock, type EmailLayout, layoutHtml } from './layout.view'
import { layoutMessages } from './messages'
import { emailSubject, hubName, listId, quoteText, threadId, wrapText } from './rules'

/** An email to one recipient, before it is written. */
export interface EmailContent extends Omit<EmailLayout, 'preheader'> {
  to: string
  /** Default: the first paragraph. */
  preheader?: string | undefined
}

const labelled = (label: string, href: string) => `${wrapText(label)}:\n${href}`

const blockText = (block: EmailBlock): string => {
  if ('p' in block) return wrapText(block.p)
  if ('event' in block) return wrapText(block.time ? `${block.event} · ${block.time}` : block.event)
  if ('quote' in block) return quoteText(block.quote)
  if ('button' in block) return labelled(block.button, block.href)
  if ('link' in block) return labelled(block.link, block.href)
  if ('small' in block) return wrapText(block.small)
  return `${wrapText(block.heading)}\n${block.href}`
}

/** The plain text of an email; mail programs fold away what follows `-- `. */
const layoutText = (layout: EmailLayout): string => {
  const { hub, origin, heading, blocks, why, stop, thread } = layout
  const above = [wrapText(heading), ...blocks.map(blockText)].join('\n\n')
  const below = [
    why && wrapText(why),
    stop && labelled(layoutMessages.stop(Boolean(thread)), stop),
    `${hubName(hub)}\n${origin}${hub.paths.home()}`,
  ]
  return `${above}\n\n-- \n${below.filter(Boolean).join('\n\n')}\n`.toWellFormed()
}

/**
 * The headers by which mail programs sort, thread and stop emails: RFC 2919, 2369, 8058 and 5322; and
 * `Auto-Submitted`, so that auto-responders do not reply (RFC 3834).
 */
const headersOf = ({ hub, stop, thread }: EmailContent): Email['headers'] => ({
  'Auto-Submitted': 'auto-generated',
  ...(stop && {
    'List-Id': listId(hub),
    'List-Unsubscribe': `<${stop}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }),
  ...(thread && { References: threadId(hub, thread), 'In-Reply-To': threadId(hub, thread) }),
})

const firstText = (blocks: EmailBlock[]) => {
  const [block] = blocks
  if (!block) return ''
  return 'p' in block ? block.p : 'quote' in block ? block.quote : ''
}

/** An email as HTML and as plain text, with its headers. */
export const writeEmail = (content: EmailContent): Email => {
  const { to, blocks, preheader = firstText(blocks) } = content
  const layout = { ...content, subject: emailSubject(content.subject), preheader }
  return {
    to,
    subject: layout.subject,
    text: layoutText(layout),
    html: layoutHtml(layout),
    headers: headersOf(content),
  }
}
