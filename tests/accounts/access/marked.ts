import { versions } from '../../../worker/discussion/comments/table'
import { credits, standings } from '../../../worker/discussion/contributors/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { eq } from 'drizzle-orm'
import { isOpen, type Space } from '../../../site/contract/permissions'
import { topicKinds } from '../../../site/contract/vocabulary'
import { votes } from '../../../worker/discussion/ideas/table'
import { newId } from '../../../worker/lib/id'
import { messages } from '../../../worker/notifications/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { documents } from '../../../worker/discussion/search/table'
import { readHub } from '../../../worker/http/hub'
import { addComment } from '../../discussion/reports/seed'
import { bindings, db, topic } from '../../world'

/*
 * Content for the restricted spaces: every word is marked with its space, as are the posts of
 * `tests/hub`. Each also contains the word HELIOGRAPH, so that a search can find it without echoing the
 * mark itself.
 */

export const HELIOGRAPH = 'heliograph'

const hub = await readHub(bindings)

export const guardedSpaces = hub.spaces.filter((space) => !isOpen(space, hub.levels))

const plain = ({ id }: Space) => id.replaceAll('-', '')

/** The word that is in all that is said in a space, and the tag of all of it. */
export const wordOf = (space: Space) => `quetzalword${plain(space)}`
export const tagOf = (space: Space) => `quetzaltag${plain(space)}`

/** The mark that reveals content of a space. */
export const marks = new Map<Space, Set<string>>(
  guardedSpaces.map((space) => [space, new Set([wordOf(space), tagOf(space)])]),
)

const postsIn = (space: Space) =>
  Object.values(hub.conversations).filter((each) => each.space === space.id)

for (const space of guardedSpaces)
  for (const { id, slug } of postsIn(space)) {
    const old = Object.keys(hub.slugs).filter((key) => hub.slugs[key] === id)
    for (const mark of [id, ...[slug, ...old].map((each) => `posts/${each}/`)])
      marks.get(space)!.add(mark)
  }

/** One thing that can be asked for: what each parameter of an address would be for it. */
export type Thing = Record<string, string>

/** What is in guarded spaces, as far as it has an address of its own. */
export const things: Thing[] = []

interface Author {
  id: string
  name: string
  handle: string
}

let said = 0

/** Posts a comment with a marked word. */
export const say = async (space: Space, conversation: string, by: Author, more = {}) => {
  said++
  const words = `The ${wordOf(space)} ${HELIOGRAPH} ${said}`
  const id = await addComment({
    conversation,
    memberId: by.id,
    name: by.name,
    handle: by.handle,
    body: words,
    html: `<p>${words}</p>`,
    ...more,
  })
  marks.get(space)!.add(id)
  return id
}

const react = (subject: string, conversation: string, visitor: string) =>
  db.insert(reactions).values({
    subject,
    conversation,
    visitor,
    emoji: '👍',
    address: '',
    first: false,
    reactedAt: new Date(),
  })

/** A topic of a kind, changed once since, with all that can hang on it. */
const addTopic = async (space: Space, kind: (typeof topicKinds)[number], by: Author) => {
  const word = `${wordOf(space)} ${kind}`
  const { id, opening, slug } = await topic({
    by,
    kind,
    title: `A ${word} ${HELIOGRAPH}`,
    body: `What the ${word} ${HELIOGRAPH} is`,
    space: space.id,
    tags: [tagOf(space), 'brakes'],
    ...(kind === 'idea' && { status: 'planned' as const, statusReason: `As ${word} has it` }),
    ...(kind === 'resource' && {
      links: [{ label: `The ${word}`, url: `https://example.org/${wordOf(space)}` }],
      contacts: [{ name: `Of ${word}`, email: `${wordOf(space)}@example.org` }],
    }),
  })
  for (const mark of [id.slice('topic:'.length), opening]) marks.get(space)!.add(mark)
  await db.insert(versions).values({
    id: newId(new Date()),
    comment: opening,
    title: `It was a ${word}`,
    body: `As the ${word} was`,
    more: { tags: [tagOf(space)], links: [], contacts: [] },
    by: by.id,
    at: new Date(),
  })
  return { id, opening, slug }
}

/** What came of a conversation: an answer that was pinned and accepted, reactions, points, a vote. */
const enliven = async (space: Space, id: string, by: Author, other: Author) => {
  const now = new Date()
  const comment = await say(space, id, by)
  await say(space, id, other, { parentId: comment, root: comment, depth: 1 })
  await say(space, id, by, { state: 'faded' })
  await say(space, id, by, { state: 'held', heldFor: 'host', shown: false })
  await react(comment, id, other.id)
  await react(id, id, other.id)
  await db
    .update(conversations)
    .set({ answer: comment, pinned: comment })
    .where(eq(conversations.id, id))
  await db.insert(votes).values({ conversation: id, memberId: other.id, at: now })
  const credit = { giver: other.id, memberId: by.id, conversation: id, at: now, points: 5 }
  await db.insert(credits).values({ ...credit, kind: 'acceptance', subject: comment })
  return comment
}

/** A host sends a message about a comment to its author. */
const tell = (comment: string, by: Author, { id: memberId }: Author) =>
  db.insert(messages).values({
    id: newId(new Date()),
    memberId,
    kind: 'warning',
    comment,
    body: 'Please mind your words.',
    by: by.id,
    at: new Date(),
  })

/** What a search would have of a post, were it loaded as the build writes it. */
const addDocument = (space: Space, { id, slug }: { id: string; slug: string }) =>
  db
    .insert(documents)
    .values({
      id,
      title: `A ${wordOf(space)} ${HELIOGRAPH}`,
      text: `The ${wordOf(space)} ${HELIOGRAPH}`,
      address: `posts/${slug}/`,
    })
    .onConflictDoNothing()

/**
 * Fills a space: topics of each kind beside its posts, with every activity in each, by a member and by
 * another who has lost access since, and who still has a host’s messages about their comments.
 */
export const fillSpace = async (space: Space, by: Author, other: Author) => {
  for (const post of postsIn(space)) await addDocument(space, post)
  const topics = []
  for (const kind of topicKinds) topics.push({ kind, ...(await addTopic(space, kind, by)) })
  for (const { id, slug, kind } of [...postsIn(space), ...topics]) {
    const comment = await enliven(space, id, by, other)
    await tell(comment, by, other)
    things.push({
      id: comment,
      topic: id.split(':')[1]!,
      slug,
      conversation: id,
      kind,
      space: space.id,
      tag: tagOf(space),
      handle: by.handle,
      file: 'quetzal-plan.txt',
      // On the desk, which is there for hosts alone.
      group: 'testers',
      member: other.id,
      grant: 'x',
      number: '2',
      page: 'sitemap-topics-1.xml',
      offer: 'guide',
      network: 'mastodon',
    })
  }
  for (const { id, slug, kind } of topics)
    things.push({ id: id.slice('topic:'.length), slug, conversation: id, kind, space: space.id })
  await db.insert(standings).values({ tag: tagOf(space), memberId: by.id, recent: 20, ever: 20 })
}

/** Public conversations that refer to restricted ones: a duplicate of one, and one that was merged into one. */
export const addPointers = async (space: Space, by: Author) => {
  const target = things.find((thing) => thing['space'] === space.id && thing['conversation'])!
  const row = { by, tags: ['brakes'], space: 'public' }
  const duplicate = await topic({
    ...row,
    title: 'Asked twice',
    duplicateOf: target['conversation']!,
  })
  const merged = await topic({
    ...row,
    title: 'Went elsewhere',
    mergedInto: target['conversation']!,
  })
  return [duplicate, merged].map(({ id, slug }) => ({
    id: id.slice('topic:'.length),
    slug,
    conversation: id,
  }))
}
