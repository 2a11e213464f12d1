import { type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import {
  moveComments,
  setReactionCounts,
  type TopicMerge,
  moveCommentsBack,
} from '../comments/merge.commands'
import {
  addMergedCounts,
  removeMergedCounts,
  markMerged,
  reopenMerged,
} from '../conversations/merge.commands'
import { ensureConversation } from '../conversations/commands'
import {
  type DecisionContext,
  hasRoleNow,
  recordDecision,
  type BatchStatement,
} from '../../audit/commands'
import type { Db } from '../../env'
import { copyVotes, removeCopiedVotes } from '../ideas/merge.commands'
import { moveReactions, moveReactionsBack } from '../reactions/merge.commands'
import { isNotUndone } from './move.commands'

const countIn = (which: SQL, state: SQL) => sql`(
  select count(*) from comments c where ${which} and ${state})`

const isPublished = sql`c.state = 'published'`
const isShown = sql`c.shown = 1`

/** Whether a conversation is one that something can be merged into: there for readers, and no way elsewhere. */
const isThere = (id: string): SQL =>
  sql`not exists (select 1 from conversations t where t.id = ${id}
    and (t.merged_into is not null or t.state in ('held', 'removed')))`

/** What one conversation counts of what comes or goes; the opening's own line a trigger counts. */
const countsOf = ({ topic, opening, into }: TopicMerge) => ({
  coming: {
    comments: countIn(sql`c.conversation = ${topic}`, isPublished),
    shown: countIn(sql`c.conversation = ${topic}`, isShown),
  },
  going: {
    comments: countIn(sql`c.root = ${opening} and c.conversation = ${into}`, isPublished),
    shown: countIn(
      sql`c.root = ${opening} and c.id <> ${opening} and c.conversation = ${into}`,
      isShown,
    ),
  },
})

/** A post's idea, into which something is merged. */
type Idea = Pick<Conversation, 'id' | 'status' | 'statusReason'>

const bring = (
  db: Db,
  merging: TopicMerge,
  idea: Idea | undefined,
  isDecided: SQL,
): BatchStatement[] => {
  const { topic, opening, into } = merging
  const tally = sql`coalesce((select v.reactions from conversations v where v.id = ${topic}), '{}')`
  return [
    ensureConversation(db, into),
    addMergedCounts(db, into, { topic, ...countsOf(merging).coming }, isDecided),
    setReactionCounts(db, opening, tally, isDecided),
    moveReactions(db, merging, isDecided),
    ...moveComments(db, merging, isDecided),
    ...copyVotes(db, merging, idea, isDecided),
    markMerged(db, topic, into, isDecided),
  ]
}

/**
 * Merges a topic into another conversation, on record. What opened it is a comment there, all that
 * was said about it stands below, and each of its addresses leads there; the votes for an idea count
 * for the idea that it comes into.
 *
 * @param more `idea`: the other, if that is the idea of a post
 */
export const mergeTopic = (
  context: DecisionContext,
  merging: TopicMerge,
  {
    reason,
    undoes,
    idea,
  }: { reason: string | null; undoes?: string | undefined; idea?: Idea | undefined },
): Promise<string | undefined> => {
  const { topic, opening, into } = merging
  const isFit = sql`exists (
    select 1 from conversations v join comments o on o.id = v.opening
    where v.id = ${topic} and v.merged_into is null and o.state in ('published', 'faded'))`
  return recordDecision(
    context,
    {
      act: undoes ? 'undoing' : 'merger',
      subject: topic,
      reason,
      detail: { ...(undoes && { act: 'merger' }), from: opening, to: into },
      undoes: undoes ?? null,
    },
    sql`${hasRoleNow(context, 'host', 'owner')} and ${isNotUndone(undoes)}
      and ${isFit} and ${isThere(into)} and ${topic} <> ${into}`,
    (isDecided) => bring(context.db, merging, idea, isDecided),
  )
}

const giveBack = (db: Db, merging: TopicMerge, isDecided: SQL): BatchStatement[] => {
  const { topic, opening, into } = merging
  const given = sql`coalesce((select o.reactions from comments o where o.id = ${opening}), '{}')`
  const counts = {
    comments: countIn(sql`c.conversation = ${topic} and c.opens = 0`, isPublished),
    shown: countIn(sql`c.conversation = ${topic} and c.opens = 0`, isShown),
    reactions: given,
  }
  return [
    removeMergedCounts(db, into, countsOf(merging).going, isDecided),
    moveReactionsBack(db, merging, isDecided),
    ...moveCommentsBack(db, merging, isDecided),
    removeCopiedVotes(db, merging, isDecided),
    reopenMerged(db, topic, counts, isDecided),
    setReactionCounts(db, opening, sql`'{}'`, isDecided),
  ]
}

/** Takes a merger back: what came out of the topic, and what was said below it since, goes back. */
export const unmergeTopic = (
  context: DecisionContext,
  merging: TopicMerge,
  entry: string,
): Promise<string | undefined> => {
  const { topic, opening, into } = merging
  const isFit = sql`exists (
    select 1 from conversations v join comments o on o.id = v.opening
    where v.id = ${topic} and v.merged_into = ${into} and o.id = ${opening}
      and o.conversation = ${into} and o.state in ('published', 'faded'))`
  return recordDecision(
    context,
    {
      act: 'undoing',
      subject: topic,
      detail: { act: 'merger', from: into, to: null },
      undoes: entry,
    },
    sql`${hasRoleNow(context, 'host', 'owner')} and ${isNotUndone(entry)} and ${isFit}`,
    (isDecided) => giveBack(context.db, merging, isDecided),
  )
}
