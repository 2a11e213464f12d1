import type { Hub } from '../../../site/contract/hub'
import { limitsOf } from '../../../site/contract/permissions'
import { renderWithMentions } from '../comments/mention.commands'
import { holdReason } from '../comments/rules'
import { assessTone } from '../comments/tone.rules'
import type { Db } from '../../env'
import { viewerOf, isHost } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { readSpamSigns } from '../comments/spam-signs.queries'
import { judge, inspect } from '../spam/judge.queries'
import type { GuardInput } from '../spam/form'
import { notSuspected } from '../spam/rules'
import { mayIn } from '../../accounts/access/rules'
import { countLinks } from '../../markdown/markdown'
import { START_FORM } from './form'
import type { TopicContent } from './rules'

/** What the checks of a topic need besides its content. */
interface CheckContext {
  db: Db
  hub: Hub
  now: Date
  /** Keys the digest of the text. */
  secret: string
  member: SignedIn
  /** The spam protection's fields of a new topic's form. */
  form?: GuardInput | undefined
}

/** All texts of a topic, labels and contacts included, for the spam checks. */
const allWords = ({ title, body, tags, links, contacts }: TopicContent): string =>
  [
    title,
    body,
    tags.join(' '),
    ...links.map(({ label, url }) => `${label} ${url}`),
    ...contacts.map(({ name, email = '', url = '' }) => `${name} ${email} ${url}`),
  ]
    .filter(Boolean)
    .join('\n\n')

/** The number of links in the text of a topic and beside it. */
const linksOf = ({ links, contacts }: TopicContent, html: string): number =>
  countLinks(html) + links.length + contacts.filter(({ url }) => url).length

/**
 * Renders a topic and runs the checks of a comment on it.
 *
 * @param except the id of its opening, which does not count as a repeat
 */
export const judgeTopic = async (context: CheckContext, content: TopicContent, except = '') => {
  const { db, hub, now, member } = context
  const viewer = viewerOf(hub, member, undefined, now)
  const { website } = member
  const look = await inspect({
    ...context,
    conversation: START_FORM,
    body: allWords(content),
    website,
  })
  const found = await readSpamSigns(db, look.digest, now, except)
  const { suspected, ...signs } = isHost(viewer) ? notSuspected : judge(look, found)
  const followed = limitsOf(viewer).followedLinks
  const { html, mentioned } = await renderWithMentions(db, hub, content.body, { followed })
  const heldFor = holdReason(hub.comments, {
    viewer,
    // If a member's comments are held, their topics are held too.
    permission: mayIn(hub, viewer, 'comment', content) === 'held' ? 'held' : 'yes',
    links: linksOf(content, html),
    isConfirmed: true,
    suspected,
  })
  return { signs, heldFor, html, mentioned }
}

/** The tone of a topic, and whether it needs an answer; a question always does. */
export const assessTopicTone = (
  { kind, title, body }: TopicContent,
  hub: Hub,
  isByHost: boolean,
) => {
  const assessed = assessTone(`${title}\n\n${body}`, hub, isByHost)
  return { ...assessed, asks: !isByHost && (kind === 'question' || assessed.asks) }
}
