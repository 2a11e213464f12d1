/*
 * A hub of any size, made in SQL: a twentieth of it is the same hub when it was young. All of it
 * grows, also what belongs to one thing: half of the comments are below one post, a tenth of the
 * members vote for one idea, and one member writes, mentions, decides and is named more and more.
 */

/** How many of each a hub of 100 000 members has. */
const WHOLE = {
  members: 100_000,
  guests: 20_000,
  topics: 20_000,
  comments: 80_000,
  reactions: 60_000,
  rows: 40_000,
  examples: 4000,
}

/** The parts of the hub that are filled: nothing, a twentieth, all. */
export const SIZES = { small: 0.05, large: 1 }

/** Rows of one statement, far from what D1 does in half a minute. */
const PIECE = 10_000

/** Everything was within 500 days, in an order that has nothing to do with numbers. */
const DAYS = 500
const NOW = Date.now()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** SQL: when the thing with this number was, in milliseconds, up to an hour ago. */
const at = (n: string) =>
  `(${NOW - DAYS * DAY} + ((${n}) * 7919 % 500009) * ${Math.floor((DAYS * DAY - DAY / 24) / 500_009)})`

/** SQL: the id of a thing, by the letter (hexadecimal) of its kind and its number. */
const id = (kind: string, n: string) =>
  `printf('%08x-%04x-7${kind}00-8000-%012x', ${at(n)} >> 16, ${at(n)} & 65535, ${n})`

const member = (n: string) => id('a', n)
const guest = (n: string) => id('b', n)
const topic = (n: string) => `'topic:' || ${id('c', n)}`
const opening = (n: string) => id('d', n)
const comment = (n: string) => id('e', n)

/** SQL: a member of the youngest hub already. */
const early = (n: string) => member(`(${n}) % 4000 + 1`)
/** SQL: a topic, an idea or a comment that was there early. */
const earlyTopic = (n: string) => topic(`(${n}) % 900 + 1`)
const earlyComment = (n: string) => comment(`(${n}) % 3900 + 1`)

/** The member of whom everything grows: `early('0')`, with the handle `busy`. */
export const BUSY = 'busy'
/** The post with half of all comments. */
export const POST = 'post:open'
/** The idea with most votes, and a group with a fifth of the members. */
export const IDEA_NUMBER = 5
export const GROUP = 'testers'

interface Part {
  of: keyof typeof WHOLE
  /** How many rows, against those of the table it is named after. */
  into: string
  select: string
  from?: string
  where?: string
  end?: string
}

const words = (n: string) =>
  `'The saddle and the chain are w' || (${n} % 100) || ', says n' || ${n} || ' of gears'`
const state = `case n % 50 when 7 then 'held' when 8 then 'faded' when 9 then 'removed' else 'published' end`
const isFirst = `n % 4 <> 3`
const place = `case (n / 4) % 2 when 0 then '${POST}' else ${topic('n / 4 % :topics + 1')} end`

const PARTS: Part[] = [
  {
    of: 'members',
    into: 'members (id, handle, name, email, email_verified, about, level, role, banned_until, silenced_until, invited_at, links_due_at, created_at, updated_at)',
    select: `${member('n')}, iif(n = 1, '${BUSY}', 'm' || n), 'Member ' || n, 'm' || n || '@example.org', 1, 'Rides ' || (n % 90),
      'newcomer', iif(n between 2 and 6, 'host', null), iif(n % 200 = 99, ${NOW + 9 * DAY}, null), iif(n % 300 = 98, ${NOW + 9 * DAY}, null),
      iif(n % 50 = 49, ${at('n')}, null), iif(n % 100 = 9, ${NOW - DAY} - n, null), ${at('n')}, ${at('n')}`,
  },
  {
    of: 'guests',
    into: 'guests (id, name, email, confirmed_at, created_at)',
    select: `${guest('n')}, 'Guest ' || n, 'g' || n || '@example.org', iif(n % 3 = 0, null, ${at('n')}), ${at('n')}`,
  },
  {
    of: 'topics',
    into: 'conversations (id, opening, kind, title, slug, space, tags, started_at, started_by, links)',
    select: `${topic('n')}, ${opening('n')}, case n % 3 when 0 then 'question' when 1 then 'resource' else 'idea' end,
      'Number ' || n || ' about gears', 'number', case n % 5 when 1 then '${GROUP}' when 2 then 'talk' when 3 then 'crew' else 'public' end,
      json_array('gears', 't' || (n % 40)), ${at('n')}, ${early('n * 7')}, null`,
  },
  {
    of: 'topics',
    into: 'comments (id, conversation, root, path, depth, opens, shown, member_id, name, handle, body, html, renderer, state, written_at, state_at)',
    select: `${opening('n')}, ${topic('n')}, ${opening('n')}, ${opening('n')}, 0, 1, 0, ${early('n * 7')}, 'Member', 'm',
      ${words('n')}, '<p>Words</p>', 1, iif(n % 60 = 59, 'held', 'published'), ${at('n')}, ${at('n')}`,
  },
  {
    of: 'comments',
    into: `comments (id, conversation, parent_id, root, path, depth, guest_id, member_id, name, body, html, renderer, state, held_for, shown,
      appreciation, written_at, state_at, spam, digest, asks, address)`,
    select: `${comment('n')}, ${place}, iif(${isFirst}, null, ${comment('n - 1')}), iif(${isFirst}, ${comment('n')}, ${comment('n - 1')}),
      iif(${isFirst}, ${comment('n')}, ${comment('n - 1')} || '/' || ${comment('n')}), iif(${isFirst}, 0, 1),
      iif(n % 5 = 0, ${guest('n % :topics + 1')}, null),
      case when n % 5 = 0 then null when n % 10 = 1 then ${early('0')} else ${member('n')} end,
      'Somebody', ${words('n')}, '<p>Words</p>', 1, ${state}, iif(n % 50 = 7, iif(n % 100 = 7, 'links', 'unconfirmed'), null), n % 50 not in (7, 9),
      n % 11, ${at('n')}, ${at('n')}, iif(n % 50 = 7, (n % 97) / 100.0, 0), iif(n % 2, 'd' || n, null), n % 9 = 0, 'a' || (n % 500)`,
  },
  {
    of: 'comments',
    into: 'removals (comment, state, body, html, name, as_host, removed_at)',
    select: `${comment('n')}, 'published', 'Words', '<p>Words</p>', 'Somebody', 0, ${NOW} - (n % 60) * ${DAY}`,
    where: 'n % 50 = 9',
  },
  {
    of: 'reactions',
    into: 'reactions (subject, emoji, visitor, conversation, address, first, reacted_at)',
    select: `case n % 3 when 0 then '${POST}' when 1 then ${earlyComment('n * 3')} else ${comment('n')} end, '👍', ${member('n')}, '${POST}', 'a' || n, 1, ${at('n')}`,
    end: 'on conflict do nothing',
  },
  {
    of: 'reactions',
    into: 'browsers (browser, member_id, seen_at)',
    select: `'browser' || n, ${member('n')}, ${at('n')}`,
  },
  {
    of: 'members',
    into: 'sessions (id, token, member_id, expires_at, created_at, updated_at)',
    select: `${id('f', 'n')}, 'token' || n, ${member('n')}, ${NOW} + iif(n % 3, 1, -1) * (n % 20 + 1) * ${DAY}, ${at('n')}, ${at('n')}`,
  },
  {
    of: 'members',
    into: 'sign_ins (id, provider_id, account_id, member_id, created_at, updated_at)',
    select: `${id('f', 'n')}, 'github', 'account' || n, ${member('n')}, ${at('n')}, ${at('n')}`,
    where: 'n % 2',
  },
  {
    of: 'members',
    into: 'passkeys (id, member_id, name, public_key, counter, created_at)',
    select: `'key' || n, ${member('n')}, 'Laptop', 'AAAA', 3, ${at('n')}`,
    where: 'n % 4 = 0',
  },
  {
    of: 'members',
    into: 'former_handles (handle, member_id, changed_at)',
    select: `'former' || n, ${member('n')}, ${at('n')}`,
    where: 'n % 20 = 0',
  },
  {
    of: 'members',
    into: 'erased_handles (hash, erased_at)',
    select: `'hash' || n, ${at('n')} - 400 * ${DAY}`,
    where: 'n % 4 = 0',
  },
  {
    of: 'members',
    into: 'grants (id, member_id, kind, level, reason, granted_by, granted_at)',
    select: `${id('f', 'n')}, ${member('n')}, 'grant', 'regular', 'Knows it', ${early('1')}, ${at('n')}`,
    where: 'n % 40 = 0',
  },
  {
    of: 'members',
    into: 'memberships (group_id, member_id, since)',
    select: `iif(n % 2, '${GROUP}', 'g' || (n % 30)), ${member('n')}, ${at('n')}`,
    where: 'n % 5 = 3',
  },
  {
    of: 'members',
    into: 'requests (id, space, member_id, reason, at, answer, answered_at)',
    select: `${id('f', 'n')}, '${GROUP}', ${member('n')}, 'Please', ${at('n')}, iif(n % 20, 'yes', null), ${at('n')}`,
    where: 'n % 10 = 0',
  },
  {
    of: 'members',
    into: 'votes (conversation, member_id, at)',
    select: `iif(n % 10, ${earlyTopic('n % 300 * 3 + 1')}, ${topic(`${IDEA_NUMBER}`)}), ${member('n')}, ${at('n')}`,
    where: 'n % 2 = 0',
  },
  {
    of: 'members',
    into: 'email_stops (member_id, kind, conversation, at)',
    select: `iif(n % 20, ${member('n')}, ${early('0')}), iif(n % 3, '', 'mention'), ${topic('n % :topics + 1')}, ${at('n')}`,
    where: 'n % 4 = 0',
    end: 'on conflict do nothing',
  },
  {
    of: 'members',
    into: 'uses (conversation, member_id, at)',
    select: `${earlyTopic('n % 300 * 3')}, ${member('n')}, ${at('n')}`,
    where: 'n % 5 = 0',
  },
  {
    of: 'rows',
    into: 'mentions (comment, member_id, at, seen_at)',
    select: `${earlyComment('n * 17')}, iif(n % 10, ${member('n')}, ${early('0')}), ${at('n')}, iif(n % 2, ${at('n')}, null)`,
    where: 'n % 2 = 0',
    end: 'on conflict do nothing',
  },
  {
    of: 'rows',
    into: 'reports (id, comment, reporter, reason, weight, at, ruling, ruled_at)',
    select: `${id('f', 'n')}, iif(n % 40, ${comment('n')}, ${comment('2')}), ${member('n')}, 'Rude', 0, ${at('n')}, iif(n % 20, 'right', null), iif(n % 20, ${at('n')}, null)`,
    where: 'n % 10 = 0',
  },
  {
    of: 'rows',
    into: 'versions (id, comment, title, body, more, at)',
    select: `${id('f', 'n')}, ${opening('n % :topics / 2 + 1')}, 'Title', 'Before', '{"tags":[],"links":[],"contacts":[]}', ${at('n')}`,
    where: 'n % 4 = 0',
  },
  {
    of: 'rows',
    into: 'log (id, at, by, act, subject, reason, detail)',
    select: `${id('f', 'n')}, ${at('n')}, iif(n % 3, ${early('1')}, ${early('2')}), case n % 4 when 0 then 'fading' when 1 then 'approval' when 2 then 'grant' else 'removal' end,
      iif(n % 4 = 2, iif(n % 8 = 2, ${early('0')}, ${member('n')}), ${comment('n')}), 'Off topic', json_object('from', 'published')`,
  },
  {
    of: 'rows',
    into: 'messages (id, member_id, kind, comment, conversation, rule, body, by, at, seen_at)',
    select: `${id('f', 'n')}, iif(n % 9, ${member('n')}, ${early('0')}), iif(n % 4, 'idea', 'warning'), iif(n % 4, null, ${comment('n')}), iif(n % 4, ${topic(`${IDEA_NUMBER}`)}, null),
      'kind', 'Words', ${early('1')}, ${at('n')}, iif(n % 2, null, ${at('n')})`,
  },
  {
    of: 'members',
    into: 'outbox (id, event, subject, created_at, due_at, sent_at, recipient, detail)',
    select: `${id('f', 'n')}, iif(n % 2, 'notification.email', 'idea.status'), ${member('n')}, ${at('n')}, null, ${at('n')}, 'r' || (n % 900), json_object('comment', ${comment('n')})`,
  },
  {
    of: 'members',
    into: 'outbox (id, event, subject, created_at, due_at)',
    select: `${id('0', 'n')}, 'member.level', ${member('n')}, ${NOW} - 1000, ${NOW} - 1000`,
    where: 'n % 50 = 0',
  },
  {
    of: 'rows',
    into: 'verifications (id, identifier, value, expires_at, created_at, updated_at)',
    select: `${id('f', 'n')}, 'magic-link:' || n, '{"email":"m' || n || '@example.org"}', ${NOW} + iif(n % 3, 1, -1) * 600000, ${at('n')}, ${at('n')}`,
  },
  {
    of: 'rows',
    into: 'counts (day, kind, link, measure, page, count)',
    select: `date(${NOW} / 1000 - n % 450 * 86400, 'unixepoch'), iif(n % 4, 'offer', 'network'), iif(n % 4, 'guide', 'mastodon'), iif(n % 3, 'shown', 'clicked'), ${topic('n / 2 % :topics + 1')}, 3`,
    end: 'on conflict do nothing',
  },
  {
    of: 'rows',
    into: 'mailbox (id, "to", subject, text, html, headers, at)',
    select: `${id('f', 'n')}, 'm' || n || '@example.org', 'Subject', 'Text', '<p>Text</p>', '{}', ${at('n')}`,
    where: 'n % 10 = 0',
  },
  {
    of: 'examples',
    into: 'examples (comment, is_spam, words, at)',
    select: `${comment('n')}, n % 2, '["cheap","watches"]', ${at('n')}`,
  },
  {
    of: 'comments',
    into: 'remarks (id, comment, by, body, at)',
    select: `${id('f', 'n')}, ${comment('n')}, ${early('1')}, 'Seen', ${at('n')}`,
    where: 'n % 100 = 0',
  },
]

const numbers = (from: number, to: number) =>
  `json_each('${JSON.stringify(Array.from({ length: to - from + 1 }, (_, n) => from + n))}')`

/** Rows that the smallest hub has already, in the same number. */
const FIRST = [
  `insert into conversations (id) values ('${POST}')`,
  `insert into groups select '${GROUP}', 'Testers', 'Who try', ${NOW}`,
  `insert into groups select 'g' || value, 'Group ' || value, 'Who ride', ${NOW} from ${numbers(0, 29)}`,
  `insert into saved_replies select 'reply' || value, 'Reply ' || value, 'Thanks', 'host', ${NOW} from ${numbers(1, 9)}`,
]

/** Statements after a fill: counts that forms keep, and who is due. */
const COUNTS = [
  `update comments set replies = (select count(*) from comments c where c.parent_id = comments.id and c.shown = 1) where parent_id is null`,
  `update conversations set comments = (select count(*) from comments c where c.conversation = conversations.id and c.state = 'published' and c.opens = 0)`,
  `update standings set recent = 1 + rowid % 97, ever = 5 + rowid % 990, givers = 4, due_at = ${NOW} + rowid % 1440 * 60000 + ${DAY / 24}`,
]

const insert = ({ into, select, where = 'true', end = '' }: Part, from: number, to: number) =>
  `with recursive numbers (n) as (select ${from + 1} union all select n + 1 from numbers where n < ${to})
  insert into ${into} select ${select} from numbers where ${where} ${end}`

const piecesOf = (part: Part, from: number, to: number) => {
  const first = Math.round(WHOLE[part.of] * from)
  const last = Math.round(WHOLE[part.of] * to)
  const pieces: string[] = []
  for (let begin = first; begin < last; begin += PIECE)
    pieces.push(insert(part, begin, Math.min(begin + PIECE, last)))
  return pieces
}

/** Lets the hub grow from one part of its whole size to another; from 0, an empty hub is filled. */
export const grow = async (db: D1Database, from: number, to: number): Promise<void> => {
  const statements = [
    ...(from === 0 ? FIRST : []),
    ...PARTS.flatMap((part) => piecesOf(part, from, to)),
    ...COUNTS,
  ]
  const topics = String(Math.round(WHOLE.topics * to))
  for (const statement of statements)
    await db.prepare(statement.replaceAll(':topics', topics)).run()
}
