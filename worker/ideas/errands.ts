import { addressOf, paths } from '../../site/contract'
import { lookUp } from '../conversations/topics'
import { findToVoter } from '../notices/messages'
import type { Errand } from '../notices/errands'
import { isReader } from '../spaces/readers'
import { ideaLetter } from './letter'

/** What became of an idea, to somebody who voted for it and may still read it. */
export const tellVoter: Errand = async ({ db, hub, origin, now }, { detail }) => {
  const found = await findToVoter(db, detail?.['message'] ?? '')
  const { conversation: id, memberId, status, body } = found?.message ?? {}
  const conversation = id ? await lookUp(db, hub, id) : undefined
  if (!found || !conversation || !memberId || !status) return 'nobody'
  if (conversation.isListed === false) return 'nobody'
  if (!(await isReader({ db, hub, now }, memberId, conversation))) return 'nobody'
  return ideaLetter({
    hub,
    to: found.email,
    idea: conversation.title,
    isOwn: conversation.startedBy === memberId,
    status,
    reason: body ?? '',
    link: `${origin}${addressOf(conversation)}`,
    me: `${origin}${paths.me()}`,
  })
}
