import type { Context } from 'hono'
import type { DecisionContext } from '../../audit/commands'
import type { App } from '../../env'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'

/** The signed-in host as the author of a decision. */
export const decisionContextIn = async (c: Context<App>): Promise<DecisionContext> => {
  const { db, now } = c.var
  return { db, now, by: (await memberIn(c)).id }
}
