import { getTableColumns, sql } from 'drizzle-orm'
import { mentions, versions } from '../../discussion/comments/table'
import { isCreditedBy } from '../../discussion/contributors/personal-data'
import { browsers, credits, standings, uses } from '../../discussion/contributors/table'
import { isStartedBy } from '../../discussion/conversations/personal-data'
import { conversations } from '../../discussion/conversations/table'
import { groups, memberships, requests } from '../../accounts/groups/table'
import { votes } from '../../discussion/ideas/table'
import { type Holding, isMine } from './export-file.rules'

/** What somebody started, voted for, helped with and belongs to. */
export const inCommunity: Holding[] = [
  {
    file: 'topics.json',
    says: 'the conversations that you started: title, tags, links and contacts; their words are in comments.json',
    read: (db, { leaver }) => db.select().from(conversations).where(isStartedBy(leaver)),
  },
  {
    file: 'versions.json',
    says: 'what conversations said before they were changed, as far as you wrote it',
    read: (db, owner) =>
      db
        .select()
        .from(versions)
        .where(isMine(sql`${versions.by}`, owner)),
  },
  {
    file: 'votes.json',
    says: 'the ideas that you voted for',
    read: (db, owner) =>
      db
        .select()
        .from(votes)
        .where(isMine(sql`${votes.memberId}`, owner)),
  },
  {
    file: 'uses.json',
    says: 'the resources that you said you used',
    read: (db, owner) =>
      db
        .select()
        .from(uses)
        .where(isMine(sql`${uses.memberId}`, owner)),
  },
  {
    file: 'mentions.json',
    says: 'the comments in which somebody mentioned you',
    read: (db, owner) =>
      db
        .select()
        .from(mentions)
        .where(isMine(sql`${mentions.memberId}`, owner)),
  },
  {
    file: 'groups.json',
    says: 'the groups that you are in, and since when',
    read: (db, owner) =>
      db
        .select({ ...getTableColumns(memberships), name: groups.name })
        .from(memberships)
        .innerJoin(groups, sql`${groups.id} = ${memberships.groupId}`)
        .where(isMine(sql`${memberships.memberId}`, owner)),
  },
  {
    file: 'requests.json',
    says: 'the spaces that you asked to be let into, and what hosts answered',
    read: (db, owner) =>
      db
        .select()
        .from(requests)
        .where(isMine(sql`${requests.memberId}`, owner)),
  },
  {
    file: 'credits.json',
    says: 'what others did with your work, as it counts among the contributors, without who they are',
    read: (db, owner) => {
      const { giver: _giver, ...shown } = getTableColumns(credits)
      return db
        .select(shown)
        .from(credits)
        .where(isMine(sql`${credits.memberId}`, owner))
    },
  },
  {
    file: 'credits-you-gave.json',
    says: 'what you did with the work of others, as it counts for them, without who they are',
    read: (db, { leaver }) => {
      const { memberId: _to, ...shown } = getTableColumns(credits)
      return db.select(shown).from(credits).where(isCreditedBy(leaver))
    },
  },
  {
    file: 'standings.json',
    says: 'your points among the contributors, in all and with each tag',
    read: (db, owner) =>
      db
        .select()
        .from(standings)
        .where(isMine(sql`${standings.memberId}`, owner)),
  },
  {
    file: 'browsers.json',
    says: 'in which browsers you acted, in a scrambled form that can not be turned back; forgotten after 90 days',
    read: (db, owner) =>
      db
        .select()
        .from(browsers)
        .where(isMine(sql`${browsers.memberId}`, owner)),
  },
]
