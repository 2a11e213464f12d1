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
  refreshActivity,
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

/** SQL: a conversation can be the target of a merge: readable, and not merged itself. */
const isThere = (id: string): SQL =>
  sql`not exists (select 1 from conversations t where t.id = ${id}
    and (t.merged_into is not null or t.state in ('held', 'removed')))`

/** SQL: the counts that move with a merge, and back; a trigger counts the opening's own row. */
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

/** The target, if it is a post's idea. */
type Idea = Pick<Conversation, 'id' | 'status' | 'statusReason'>

const applyMerge = (
  db: Db,
  merging: TopicMerge,
  idea: Idea | undefined,
  isDecided: SQL,
): BatchStatement[] => {
  const { topic, opening, into } = merging
  const tally = sql`coalesce((select v.reactions from conversations v where v.id = ${topic}), '{}')`
  return [
    ensureConversation(db, into),
    addMergedCounts(db, into, countsOf(merging).coming, isDecided),
    setReactionCounts(db, opening, tally, isDecided),
    moveReactions(db, merging, isDecided),
    ...moveComments(db, merging, isDecided),
    ...copyVotes(db, merging, idea, isDecided),
    markMerged(db, topic, into, isDecided),
    refreshActivity(db, [topic, into], isDecided),
  ]
}

/**
 * Merges a topic into another conversation, in the audit log. Its opening becomes a comment there, its
 * comments become replies to it, and its addresses redirect there. Votes for an idea count for the
 * target, if that is an idea too.
 *
 * @param more `idea`: the target, if it is a post's idea
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
  const isPossible = sql`exists (
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
      and ${isPossible} and ${isThere(into)} and ${topic} <> ${into}`,
    (isDecided) => applyMerge(context.db, merging, idea, isDecided),
  )
}

const undoMerge = (db: Db, merging: TopicMerge, isDecided: SQL): BatchStatement[] => {
  const { topic, opening, into } = merging
  const tally = sql`coalesce((select o.reactions from comments o where o.id = ${opening}), '{}')`
  const counts = {
    comments: countIn(sql`c.conversation = ${topic} and c.opens = 0`, isPublished),
    shown: countIn(sql`c.conversation = ${topic} and c.opens = 0`, isShown),
    reactions: tally,
  }
  return [
    removeMergedCounts(db, into, countsOf(merging).going, isDecided),
    moveReactionsBack(db, merging, isDecided),
    ...moveCommentsBack(db, merging, isDecided),
    removeCopiedVotes(db, merging, isDecided),
    reopenMerged(db, topic, counts, isDecided),
    setReactionCounts(db, opening, sql`'{}'`, isDecided),
    refreshActivity(db, [topic, into], isDecided),
  ]
}

/** Undoes a merge: moves back the topic's comments and the replies to them since. */
export const unmergeTopic = (
  context: DecisionContext,
  merging: TopicMerge,
  entry: string,
): Promise<string | undefined> => {
  const { topic, opening, into } = merging
  const isPossible = sql`exists (
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
    sql`${hasRoleNow(context, 'host', 'owner')} and ${isNotUndone(entry)} and ${isPossible}`,
    (isDecided) => undoMerge(context.db, merging, isDecided),
  )
}
