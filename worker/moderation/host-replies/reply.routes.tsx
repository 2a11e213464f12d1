import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { CommentFormProps } from '../../discussion/comments/form.view'
import type { Comment } from '../../discussion/comments/table'
import { isLocked } from '../../discussion/conversations/rules'
import type { App } from '../../env'
import { showPage } from '../../http/layout'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { HostReplyPage, type ReplyTemplate } from './reply.view'
import { fillPlaceholders, type PlaceholderValues } from './placeholders.rules'
import { listAncestors, listSavedReplies } from './queries'
import { findDelay } from '../../discussion/comments/delay.queries'

type TemplateKind = 'starter' | 'saved'

const placeholderValuesOf = (
  { hub, conversation, answers }: HostReplyForm,
  me: SignedIn,
): PlaceholderValues => {
  const person = me.person === null ? undefined : hub.people[me.person]
  return {
    name: answers.name,
    title: conversation.title,
    hub: hub.name,
    me: person?.name ?? me.name,
  }
}

interface TemplateSource {
  id: string
  title: string
  body: string
}

const templatesOf = (
  paths: Paths,
  kind: TemplateKind,
  sources: TemplateSource[],
  values: PlaceholderValues,
  id: string,
): ReplyTemplate[] =>
  sources.map((each) => ({
    href: `${paths.reply(id)}?${new URLSearchParams({ [kind]: each.id })}#comment-form`,
    title: each.title,
    text: fillPlaceholders(each.body, values).text,
  }))

/** The template that the address asks for. */
const chosenIn = (c: Context<App>, starters: Hub['starters'], saved: TemplateSource[]) => {
  const { starter, saved: id } = c.req.query()
  return starters.find((each) => each.id === starter) ?? saved.find((each) => each.id === id)
}

interface HostReplyForm extends CommentFormProps {
  /** The comment that is answered. */
  answers: Comment
  /** The row of the conversation. */
  counted: Parameters<typeof isLocked>[0]
}

/** The page on which a host answers a comment. */
export const showHostReply = async (c: Context<App>, form: HostReplyForm, me: SignedIn) => {
  const { db, hub } = c.var
  const { answers, counted } = form
  const [above, saved, restsUntil] = await Promise.all([
    listAncestors(db, answers.id),
    listSavedReplies(db),
    findDelay({ db, hub, now: c.var.now }, { role: me.role ?? 'member' }, answers),
  ])
  const values = placeholderValuesOf(form, me)
  const chosen = chosenIn(c, hub.starters, saved)
  const filled = chosen && fillPlaceholders(chosen.body, values)
  return showPage(c, {
    title: `Reply to ${answers.name}`,
    children: (
      <HostReplyPage
        {...form}
        initialBody={filled?.text}
        unknown={filled?.unknown ?? []}
        above={above}
        isClosed={isLocked(counted)}
        isLocked={Boolean(counted?.lockedAt)}
        isDelayed={restsUntil !== null}
        starters={templatesOf(hub.paths, 'starter', hub.starters, values, answers.id)}
        saved={templatesOf(hub.paths, 'saved', saved, values, answers.id)}
      />
    ),
  })
}
