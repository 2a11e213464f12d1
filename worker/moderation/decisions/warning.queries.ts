import { and, eq } from 'drizzle-orm'
import { log } from '../../audit/table'
import type { Db } from '../../env'
import { messages } from '../../notifications/table'

/** The id of the log entry of this warning, if the host has sent it before. */
export const findWarning = async (
  db: Db,
  { comment, body, by }: Record<'comment' | 'body' | 'by', string>,
): Promise<string | undefined> =>
  (
    await db
      .select({ id: log.id })
      .from(messages)
      .innerJoin(
        log,
        and(
          eq(log.subject, messages.comment),
          eq(log.act, 'warning'),
          eq(log.by, messages.by),
          eq(log.at, messages.at),
        ),
      )
      .where(
        and(
          eq(messages.comment, comment),
          eq(messages.kind, 'warning'),
          eq(messages.body, body),
          eq(messages.by, by),
        ),
      )
  ).at(0)?.id
