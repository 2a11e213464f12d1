import type { Hub } from '../../../site/contract/hub'
import {
  type Action,
  type Answer,
  may,
  type Space,
  describeRule,
} from '../../../site/contract/permissions'

const doing: Record<Action, string> = {
  read: 'read',
  comment: 'comment',
  start: 'start a conversation',
  accept: 'say which answer settles a question',
}

/** The levels whose members may do this here, in words: `Regular and above`, `Newcomer or Expert`. */
const levelsThatMay = (action: Action, space: Space, { levels }: Pick<Hub, 'levels'>) => {
  const able = levels.filter((level) => {
    const answer = may({ role: 'member', level, groups: [] }, action, space, levels)
    return answer === 'yes' || answer === 'held'
  })
  const [first] = able
  if (!first) return 'hosts'
  const isToTheTop = able.length === levels.length - levels.indexOf(first)
  return isToTheTop && able.length > 1
    ? describeRule(`level:${first.id}`, levels)
    : able.map(({ name }) => name).join(' or ')
}

/** Why somebody may not do this here, and where the way there begins. */
export interface AccessRefusal {
  sentence: string
  link: { label: string; href: string }
}

/** What each answer that is no yes says to people; the one place that says it. */
export const refusalFor = (
  answer: Exclude<Answer, 'yes' | 'held'>,
  action: Action,
  space: Space,
  hub: Pick<Hub, 'levels' | 'paths'>,
): AccessRefusal => {
  if (answer === 'silenced')
    return {
      sentence: 'A host has silenced you here.',
      link: { label: 'Until when, and why', href: `${hub.paths.me()}#silence` },
    }
  const rule = space[action === 'accept' ? 'comment' : action]
  const who = {
    'sign-in': () => 'members',
    level: () => levelsThatMay(action, space, hub),
    group: () => describeRule(rule, hub.levels).replace(/^T/, 't'),
    hosts: () => 'hosts',
  }[answer]()
  return {
    sentence: `Only ${who} may ${doing[action]} here.`,
    link:
      answer === 'sign-in'
        ? { label: 'Sign in', href: hub.paths.signIn() }
        : { label: 'Who may do what', href: hub.paths.levels() },
  }
}
