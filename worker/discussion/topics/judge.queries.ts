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

/** What words are judged by, besides themselves. */
interface Judging {
  db: Db
  hub: Hub
  now: Date
  /** Keys what the same words have in common. */
  secret: string
  member: SignedIn
  /** What the form of a new topic brought along. */
  form?: GuardInput | undefined
}

/** All that a topic says, as what is judged: a word in a label is a word. */
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

/** Links in the words of a topic and beside them. */
const linksOf = ({ links, contacts }: TopicContent, html: string): number =>
  countLinks(html) + links.length + contacts.filter(({ url }) => url).length

/**
 * Judges the words of a topic as those of a comment are.
 *
 * @param except the id of the opening that says them already
 */
export const judgeTopic = async (judging: Judging, words: TopicContent, except = '') => {
  const { db, hub, now, member } = judging
  const viewer = viewerOf(hub, member, undefined, now)
  const { website } = member
  const look = await inspect({
    ...judging,
    conversation: START_FORM,
    body: allWords(words),
    website,
  })
  const found = await readSpamSigns(db, look.digest, now, except)
  const { suspected, ...signs } = isHost(viewer) ? notSuspected : judge(look, found)
  const followed = limitsOf(viewer).followedLinks
  const { html, mentioned } = await renderWithMentions(db, hub, words.body, { followed })
  const heldFor = holdReason(hub.comments, {
    viewer,
    // Whose comments are held, has what they start held as well.
    permission: mayIn(hub, viewer, 'comment', words) === 'held' ? 'held' : 'yes',
    links: linksOf(words, html),
    isConfirmed: true,
    suspected,
  })
  return { signs, heldFor, html, mentioned }
}

/** How a topic sounds; a question wants an answer, however it is put. */
export const assessTopicTone = (
  { kind, title, body }: TopicContent,
  hub: Hub,
  isByHost: boolean,
) => {
  const sound = assessTone(`${title}\n\n${body}`, hub, isByHost)
  return { ...sound, asks: !isByHost && (kind === 'question' || sound.asks) }
}
