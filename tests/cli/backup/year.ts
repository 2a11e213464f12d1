import { resolve } from 'node:path'
import { readDocuments, readHub } from '../../../cli/build-output'
import { prepare } from '../../../cli/prepare'
import { root } from '../../../cli/settings'
import { readSettings } from '../../../site/parser/settings'
import { built } from '../../built'
import { change } from './everything'

/** The built sample hub. */
export const assets = resolve(built, 'sample')

/** Prepares a local hub as `npm start` does: migrations, posts in the search, and the sample if it is empty. */
export const prepareSample = async (state: string): Promise<void> => {
  const content = resolve(root, 'content')
  const { people } = readSettings(content)
  const site = { hub: readHub(assets), documents: readDocuments(assets), content, people }
  await prepare(state, site)
}

const comment = (state: string, nth: number) =>
  `(select id from comments where state = '${state}' and opens = 0 order by id limit 1 offset ${nth})`
const member = (handle: string) => `(select id from members where handle = '${handle}')`
const topic = (kind: string) =>
  `(select id from conversations where kind = '${kind}' order by id limit 1)`
const now = `cast(unixepoch() * 1000 as integer)`
const dayAgo = `(${now} - 86400000)`

/** What a year leaves in the tables that the sample does not fill; triggers run, as in life. */
const YEAR = [
  `update members set role = 'owner', email = 'owner@example.org', email_verified = 1 where handle = 'kofi'`,
  `update members set role = 'host' where handle = 'ines'`,
  `update members set banned_until = ${now} + 864000000, ban_reason = 'Adverts' where handle = 'ben-ashworth'`,
  `update members set silenced_until = ${now} + 864000000, silence_reason = 'A pause' where handle = 'sunniva'`,
  `insert into former_handles values ('ruth', ${member('ruth-calder')}, ${dayAgo})`,
  `insert into erased_handles values ('hash-of-a-handle', ${dayAgo})`,
  `insert into grants (id, member_id, kind, level, reason, granted_by, granted_at) values ('grant-1', ${member('leila-haidari')}, 'grant', 'expert', 'Knows it', ${member('kofi')}, ${dayAgo})`,
  `insert into groups values ('group-1', 'Mechanics', 'Who repair', ${dayAgo})`,
  `insert into memberships values ('group-1', ${member('ines')}, ${dayAgo})`,
  `insert into requests (id, space, member_id, reason, at) values ('request-1', 'workshop', ${member('ines')}, 'Please', ${dayAgo})`,
  `insert into sign_ins values ('sign-in-1', 'github', '1234', ${member('kofi')}, ${dayAgo}, ${dayAgo})`,
  `insert into passkeys (id, member_id, name, public_key, counter, created_at) values ('key', ${member('kofi')}, 'Laptop', 'AAAA', 3, ${dayAgo})`,
  `insert into browsers values ('hash-of-a-browser', ${member('kofi')}, ${dayAgo})`,
  `insert into guests (id, name, email, confirmed_at, created_at) values ('guest-1', 'Guest', 'guest@example.org', ${dayAgo}, ${dayAgo})`,
  `insert into versions values ('version-1', ${comment('published', 5)}, '', 'Before', '{}', null, ${dayAgo})`,
  `insert into mentions (comment, member_id, at) values (${comment('published', 6)}, ${member('kofi')}, ${dayAgo})`,
  `insert into reports (id, comment, reporter, reason, weight, at) values ('report-1', ${comment('published', 7)}, ${member('ines')}, 'Rude', 1.5, ${dayAgo})`,
  `insert into remarks values ('remark-1', ${comment('published', 7)}, ${member('kofi')}, 'Seen', ${dayAgo})`,
  `insert into removals (comment, state, body, html, name, as_host, removed_at) select id, state, body, html, name, as_host, ${dayAgo} from comments where id = ${comment('published', 8)}`,
  `update comments set state = 'removed', body = '', html = '', shown = 0, state_at = ${dayAgo} where id = (select comment from removals)`,
  `update comments set state = 'faded', sunk = 1, state_at = ${dayAgo} where id = ${comment('published', 9)}`,
  `update comments set state = 'held', held_for = 'links', shown = 0, state_at = ${dayAgo} where id = ${comment('published', 10)}`,
  `insert into examples (comment, is_spam, words, at) values (${comment('faded', 0)}, 1, '["cheap"]', ${dayAgo})`,
  `insert into filters values ('spam', '{}', 0)`,
  `insert into uses values (${topic('resource')}, ${member('ines')}, ${dayAgo})`,
  `insert or ignore into votes values (${topic('idea')}, ${member('leila-haidari')}, ${dayAgo})`,
  `insert into messages (id, member_id, kind, comment, rule, body, by, at) values ('message-1', ${member('kofi')}, 'warning', ${comment('published', 5)}, 'kind', 'Please be kind', ${member('ines')}, ${dayAgo})`,
  `insert into saved_replies values ('reply-1', 'Thanks', 'Thank you!', ${member('kofi')}, ${dayAgo})`,
  `insert into log (id, at, by, act, subject, reason) values ('log-1', ${dayAgo}, ${member('kofi')}, 'fading', ${comment('faded', 0)}, 'Off topic')`,
  `insert into counts values ('2026-11-01', 'offer', 'guide', 'clicked', 'home', 3)`,
  `insert into clicks values ('guide', 3)`,
  `insert into announcements values ('post:x', 'mastodon', ${dayAgo}, 'https://social.example.com/1')`,
  `insert into outbox (id, event, subject, created_at, due_at) values ('outbox-1', 'host.message', 'message-1', ${dayAgo}, ${now} + 864000000)`,
  `insert into outbox (id, event, subject, created_at, sent_at) values ('outbox-2', 'member.level', ${member('ines')}, ${dayAgo}, ${dayAgo})`,
  `insert into follows (id, member_id, target, created_at) values ('follow-1', ${member('ines')}, 'kind:news', ${dayAgo})`,
  `insert into notifications (id, member_id, event, subject, conversation, space, at, is_shown) select 'notification-1', ${member('ines')}, 'comment', id, conversation, 'public', ${dayAgo}, 1 from comments where id = ${comment('published', 6)}`,
  `insert into notification_settings (member_id, rhythm, follows_own) values (${member('ines')}, 'weekly', 1)`,
  `insert into email_stops (member_id, kind, conversation, at) values (${member('ines')}, 'mention', '', ${dayAgo})`,
  `insert into stopped_addresses (recipient, reason, provider, stopped_at) values ('hash-of-an-address', 'bounce', 'resend', ${dayAgo})`,
  `insert into alert_updates (id, alert, status, text, at, "by") values ('update-1', 'post:x', 'monitoring', 'Found it', ${dayAgo}, ${member('kofi')})`,
  `insert into alert_news values ('post:x', ${dayAgo})`,
  `insert into announced_posts values ('post:x', ${dayAgo})`,
  `insert into read_marks values (${member('ines')}, ${topic('idea')}, ${dayAgo})`,
  // What the cron trigger has done by then: it runs while pages are read.
  `update outbox set due_at = null, sent_at = ${dayAgo} where event like '%.news'`,
  `insert into verifications values ('verification-1', 'hash', '{"email":"guest@example.org"}', ${now}, ${now}, ${now})`,
]

/** Fills a sample hub with what a year leaves in every table. */
export const fillYear = async (state: string): Promise<void> => {
  await prepareSample(state)
  for (const sql of YEAR) change(state, sql)
}

/** Signs the owner in with a session whose token is this. */
export const addOwnerSession = (state: string, token: string): void =>
  change(
    state,
    `insert into sessions (id, token, member_id, expires_at, created_at, updated_at)
     values ('session', '${token}', ${member('kofi')}, ${now} + 86400000, ${now}, ${now})`,
  )
