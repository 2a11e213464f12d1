import type { D1Database } from '@cloudflare/workers-types'

/*
 * The kinds of writes that a hub is killed under. Each is sent by a member of its own (`who`), and
 * about things of its own, so that one that is sent again after the kill is the same write.
 */

/** A write, as the request that sends it and as SQL that counts its traces: one, if it was done once. */
export interface WriteKind {
  /** The address in docs/http.md. */
  address: string
  path: (who: number) => string
  fields?: (who: number) => Record<string, string>
  /** Sent by the host instead of the member. */
  byHost?: boolean
  /** Sent again it is taken back, so it is not. */
  isToggle?: boolean
  count: (who: number) => string
}

const idOf = (n: number, kind: string) =>
  `01900000-0000-7000-8${kind}00-${n.toString(16).padStart(12, '0')}`
const memberId = (n: number) => idOf(n, 'a')
/** A comment of the member, and one of another that is about to be moderated or answered. */
const own = (n: number) => idOf(n, 'b')
const other = (n: number) => idOf(n, 'c')
const held = (n: number) => idOf(n, 'd')
/** A question of the member, with `answer` below it. */
const question = (n: number) => `topic:${idOf(n, 'e')}`
const answer = (n: number) => idOf(n, 'f')

const words = (who: number) => `Words of writer ${who}`
const comments = (who: number) => `select count(*) from comments where body = '${words(who)}'`
const inState = (id: string, state: string) =>
  `select count(*) from comments where id = '${id}' and state = '${state}'`
const member = (who: number, what: string) =>
  `select count(*) from members where id = '${memberId(who)}' and ${what}`
const logged = (subject: string, act: string) =>
  `select count(*) from log where subject = '${subject}' and act = '${act}'`

const decide = (act: string, state: string, of = other): WriteKind => ({
  address: `B comments/<id>/${act}`,
  path: (who) => `comments/${of(who)}/${act}`,
  fields: () => ({ rule: 'spam' }),
  byHost: true,
  // The state and the entry of the audit log: both, or neither.
  count: (who) => `select (${inState(of(who), state)}) * (${logged(of(who), act)})`,
})

/** Every kind, in the order in which writers send them. */
export const KINDS: WriteKind[] = [
  {
    address: 'B conversations/<conversation>/comments',
    path: () => 'conversations/post:open/comments',
    fields: (who) => ({
      body: words(who),
      name: `Writer ${who}`,
      email: `guest${who}@example.org`,
    }),
    count: comments,
  },
  {
    address: 'B conversations/<conversation>/comments',
    path: () => 'conversations/post:open/comments',
    fields: (who) => ({ as: 'member', body: words(who), parent: other(who) }),
    count: comments,
  },
  {
    address: 'B comments/<id>/reactions',
    path: (who) => `comments/${other(who)}/reactions`,
    fields: () => ({ emoji: '👍' }),
    isToggle: true,
    count: (who) => `select count(*) from reactions where subject = '${other(who)}'`,
  },
  {
    address: 'B conversations/<conversation>/reactions',
    path: (who) => `conversations/${question(who)}/reactions`,
    fields: () => ({ emoji: '👍' }),
    isToggle: true,
    count: (who) => `select count(*) from reactions where subject = '${question(who)}'`,
  },
  {
    address: 'B start/',
    path: () => 'start/',
    fields: (who) => ({
      kind: 'question',
      space: 'public',
      title: `Title ${who}`,
      seen: `Title ${who}`,
      body: words(who),
      tags: '',
    }),
    count: (who) => `select count(*) from conversations where title = 'Title ${who}'`,
  },
  {
    address: 'B conversations/<conversation>/votes',
    path: () => 'conversations/topic:idea/votes',
    fields: () => ({ to: 'on' }),
    count: (who) => `select count(*) from votes where member_id = '${memberId(who)}'`,
  },
  {
    address: 'B comments/<id>/report',
    path: (who) => `comments/${other(who)}/report`,
    fields: () => ({ reason: 'Rude' }),
    count: (who) => `select count(*) from reports where comment = '${other(who)}'`,
  },
  {
    address: 'B comments/<id>/revision',
    path: (who) => `comments/${own(who)}/revision`,
    fields: (who) => ({ body: words(who) }),
    count: comments,
  },
  {
    address: 'B comments/<id>/withdrawal',
    path: (who) => `comments/${own(who)}/withdrawal`,
    count: (who) => inState(own(who), 'removed'),
  },
  {
    address: 'B conversations/<conversation>/revision',
    path: (who) => `conversations/${question(who)}/revision`,
    fields: (who) => ({ title: `Title ${who}`, body: words(who), tags: '' }),
    count: (who) => `select count(*) from conversations where title = 'Title ${who}'`,
  },
  {
    address: 'B comments/<id>/answer',
    path: (who) => `comments/${answer(who)}/answer`,
    fields: () => ({ to: 'on' }),
    count: (who) => `select count(*) from conversations where answer = '${answer(who)}'`,
  },
  decide('approval', 'published', held),
  decide('fading', 'faded'),
  decide('removal', 'removed'),
  {
    address: 'B desk/people/<id>/silence',
    path: (who) => `desk/people/${memberId(who)}/silence`,
    fields: () => ({ term: 'for-good', until: '', reason: 'A pause' }),
    byHost: true,
    count: (who) =>
      `select (${member(who, 'silenced_until is not null')}) * (${logged(memberId(who), 'silence')})`,
  },
  {
    address: 'B desk/groups/<group>/members',
    path: () => 'desk/groups/testers/members',
    fields: (who) => ({ handle: `writer${who}` }),
    byHost: true,
    count: (who) => `select count(*) from memberships where member_id = '${memberId(who)}'`,
  },
  {
    address: 'B spaces/<space>/requests',
    path: () => 'spaces/testers/requests',
    fields: () => ({ reason: 'Please' }),
    count: (who) => `select count(*) from requests where member_id = '${memberId(who)}'`,
  },
  {
    address: 'B me/profile/',
    path: () => 'me/profile/',
    fields: (who) => ({ name: `Renamed ${who}`, handle: `writer${who}` }),
    count: (who) => member(who, `name = 'Renamed ${who}'`),
  },
  {
    address: 'B me/ranking',
    path: () => 'me/ranking',
    fields: () => ({ to: 'out' }),
    count: (who) => member(who, 'is_unranked = 1'),
  },
  {
    address: 'B me/letters',
    path: () => 'me/letters',
    fields: () => ({ to: 'off' }),
    count: (who) => member(who, 'is_unmailed = 1'),
  },
]

export const kindOf = (who: number): WriteKind => KINDS[who % KINDS.length]!

const all = (into: string, select: string) =>
  `with recursive n (n) as (select 1 union all select n + 1 from n where n < :writers)
   insert into ${into} select ${select} from n`
const sqlId = (kind: string) => `printf('01900000-0000-7000-8${kind}00-%012x', n)`
const comment = (kind: string, conversation: string, by: string, state: string, opens = 0) =>
  all(
    `comments (id, conversation, root, path, depth, name, body, html, renderer, state, held_for, shown, written_at, member_id, opens)`,
    `${sqlId(kind)}, ${conversation}, ${sqlId(kind)}, ${sqlId(kind)}, 0, 'Somebody', 'Said', '<p>Said</p>', 1,
     '${state}', iif('${state}' = 'held', 'links', null), ${opens ? 0 : `'${state}' <> 'held'`}, ${Date.now()}, ${by}, ${opens}`,
  )

/** The counts that the hub keeps beside what they count, as SQL for both. */
const COUNTED: Record<string, string> = {
  'comments of a conversation': `select id from conversations v where comments <>
    (select count(*) from comments c where c.conversation = v.id and c.state = 'published' and c.opens = 0)`,
  'comments on the pages of a conversation': `select id from conversations v where shown <>
    (select count(*) from comments c where c.conversation = v.id and c.shown = 1)`,
  'replies of a comment': `select id from comments p where replies <>
    (select count(*) from comments c where c.parent_id = p.id and c.shown = 1)`,
  'reactions of a comment': `select id from comments c where state <> 'removed' and
    (appreciation <> (select count(*) from reactions r where r.subject = c.id)
      or coalesce(reactions ->> '👍', 0) <> (select count(*) from reactions r where r.subject = c.id))`,
  'reactions of a conversation': `select id from conversations v where coalesce(reactions ->> '👍', 0) <>
    (select count(*) from reactions r where r.subject = v.id)`,
  'votes of an idea': `select id from conversations v where votes <>
    (select count(*) from votes x where x.conversation = v.id)`,
  'published comments of a member': `select id from members m where approved_comments <>
    (select count(*) from comments c where c.member_id = m.id and c.state = 'published')`,
  'accepted answers of a member': `select id from members m where answers <>
    (select count(*) from conversations v join comments c on c.id = v.answer
      where c.member_id = m.id and c.state = 'published')`,
  'comments in the search': `select id from comments c where opens = 0 and (state = 'published') <>
    (select count(*) from documents d where d.id = 'comment:' || c.id)`,
}

/** The counts that are not what they count, by name, with the ids where they differ. */
export const wrongCounts = async (db: D1Database): Promise<Record<string, string[]>> => {
  const wrong: Record<string, string[]> = {}
  for (const [name, sql] of Object.entries(COUNTED)) {
    const { results } = await db.prepare(`${sql} limit 5`).all<{ id: string }>()
    if (results.length) wrong[name] = results.map(({ id }) => id)
  }
  return wrong
}

/** Fills an empty hub with so many members, each signed in, and what each of them writes about. */
export const prepareWriters = async (db: D1Database, writers: number): Promise<void> => {
  const now = Date.now()
  const statements = [
    all(
      `members (id, handle, name, email, email_verified, role, created_at, updated_at)`,
      `${sqlId('a')}, 'writer' || n, 'Writer ' || n, 'writer' || n || '@example.org', 1, iif(n = 1, 'owner', null), ${now}, ${now}`,
    ),
    all(
      `sessions (id, token, member_id, expires_at, created_at, updated_at)`,
      `'session' || n, 'token' || n, ${sqlId('a')}, ${now + 86_400_000}, ${now}, ${now}`,
    ),
    `insert into groups (id, name, created_at) values ('testers', 'Testers', ${now})`,
    `insert into conversations (id) values ('post:open')`,
    `insert into conversations (id, kind, title, slug, space, tags, opening, is_listed, started_at)
     values ('topic:idea', 'idea', 'Idea', 'idea', 'public', '[]', 'idea', 1, ${now})`,
    all(
      `conversations (id, kind, title, slug, space, tags, opening, started_at, started_by)`,
      `'topic:' || ${sqlId('e')}, 'question', 'Question ' || n, 'question', 'public', '[]', ${sqlId('e')}, ${now}, ${sqlId('a')}`,
    ),
    comment('e', `'topic:' || ${sqlId('e')}`, sqlId('a'), 'published', 1),
    comment('f', `'topic:' || ${sqlId('e')}`, `'${memberId(2)}'`, 'published'),
    comment('b', `'post:open'`, sqlId('a'), 'published'),
    comment('c', `'post:open'`, `'${memberId(2)}'`, 'published'),
    comment('d', `'post:open'`, `'${memberId(2)}'`, 'held'),
    `update conversations set comments = (select count(*) from comments c
       where c.conversation = conversations.id and c.state = 'published' and c.opens = 0)`,
  ]
  for (const statement of statements)
    await db.prepare(statement.replace(':writers', String(writers))).run()
}
