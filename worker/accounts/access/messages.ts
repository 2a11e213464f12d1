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
  accept: 'accept an answer',
}

/** The levels that have the permission, in words: `Regular and above`, `Newcomer or Expert`. */
const levelsThatMay = (action: Action, space: Space, { levels }: Pick<Hub, 'levels'>) => {
  const permitted = levels.filter((level) => {
    const answer = may({ role: 'member', level, groups: [] }, action, space, levels)
    return answer === 'yes' || answer === 'held'
  })
  const [first] = permitted
  if (!first) return 'hosts'
  const isToTheTop = permitted.length === levels.length - levels.indexOf(first)
  return isToTheTop && permitted.length > 1
    ? describeRule(`level:${first.id}`, levels)
    : permitted.map(({ name }) => name).join(' or ')
}

/** Why a viewer lacks a permission, and a link to how to get it. */
export interface AccessRefusal {
  sentence: string
  link: { label: string; href: string }
}

/** The message for each negative answer of `may`. */
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
        : { label: 'Levels and permissions', href: hub.paths.levels() },
  }
}
