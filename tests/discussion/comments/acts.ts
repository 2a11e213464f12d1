import {
  type ModerationAction,
  applyAction,
} from '../../../worker/discussion/decisions/actions.commands'
import { COMMAND_LINE } from '../../../worker/audit/rules'
import type { Db } from '../../../worker/env'
import { readHub } from '../../../worker/http/hub'
import { bindings } from '../../world'

/** Somebody with the keys decides: whether it was done, and not done already. */
const deciding = (act: ModerationAction) => async (db: Db, id: string, now: Date) => {
  const hub = await readHub(bindings)
  const rule = hub.desk.rules[0]!.id
  const { done, ...more } = await applyAction({ db, by: COMMAND_LINE, now }, hub, { act, id, rule })
  return done !== undefined && !('isRepeated' in more)
}

export const approveComment = deciding('approval')
export const fadeComment = deciding('fading')
export const restoreComment = deciding('restoration')
export const removeComment = deciding('removal')
