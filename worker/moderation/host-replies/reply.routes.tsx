import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { CommentFormProps } from '../../discussion/comments/form.view'
import type { Comment } from '../../discussion/comments/table'
import { isLocked } from '../../discussion/conversations/rules'
import type { App } from '../../env'
import { showFrame } from '../../http/layout'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { AnsweringPage, type Filler } from './reply.view'
import { fillIn, type Filling } from './placeholders.rules'
import { listAbove, listSaved } from './queries'
import { findDelay } from '../../discussion/comments/delay.queries'

type Kind = 'starter' | 'saved'

const fillingOf = ({ hub, conversation, answers }: Answering, me: SignedIn): Filling => {
  const filed = me.person === null ? undefined : hub.people[me.person]
  return {
    name: answers.name,
    title: conversation.title,
    hub: hub.name,
    me: filed?.name ?? me.name,
  }
}

interface Offered {
  id: string
  title: string
  body: string
}

const fillersOf = (
  paths: Paths,
  kind: Kind,
  offered: Offered[],
  filling: Filling,
  id: string,
): Filler[] =>
  offered.map((each) => ({
    href: `${paths.reply(id)}?${new URLSearchParams({ [kind]: each.id })}#comment-form`,
    title: each.title,
    text: fillIn(each.body, filling).text,
  }))

/** What the address asks the form to begin with. */
const chosenIn = (c: Context<App>, starters: Hub['starters'], saved: Offered[]) => {
  const { starter, saved: id } = c.req.query()
  return starters.find((each) => each.id === starter) ?? saved.find((each) => each.id === id)
}

interface Answering extends CommentFormProps {
  answers: Comment
  /** What is kept of the conversation. */
  counted: Parameters<typeof isLocked>[0]
}

/** The page on which a host answers a comment. */
export const showAnswering = async (c: Context<App>, form: Answering, me: SignedIn) => {
  const { db, hub } = c.var
  const { answers, counted } = form
  const [above, saved, restsUntil] = await Promise.all([
    listAbove(db, answers.id),
    listSaved(db),
    findDelay({ db, hub, now: c.var.now }, { role: me.role ?? 'member' }, answers),
  ])
  const filling = fillingOf(form, me)
  const chosen = chosenIn(c, hub.starters, saved)
  const begun = chosen && fillIn(chosen.body, filling)
  return showFrame(c, {
    title: `Reply to ${answers.name}`,
    children: (
      <AnsweringPage
        {...form}
        begun={begun?.text}
        unknown={begun?.unknown ?? []}
        above={above}
        isClosed={isLocked(counted)}
        isLocked={Boolean(counted?.lockedAt)}
        isToRest={restsUntil !== null}
        starters={fillersOf(hub.paths, 'starter', hub.starters, filling, answers.id)}
        saved={fillersOf(hub.paths, 'saved', saved, filling, answers.id)}
      />
    ),
  })
}
