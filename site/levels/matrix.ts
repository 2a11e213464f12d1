import {
  type Action,
  actions,
  type Answer,
  type Level,
  may,
  type Space,
} from '../contract/permissions'
import { type ViewerRow, rowsOf } from './viewers'

/** Spaces with the same rules, and who may do what in each of them. */
export interface Group {
  spaces: Space[]
  rows: (ViewerRow & { answers: Record<Action, Answer> })[]
}

const rulesOf = ({ read, comment, start }: Space) => `${read} ${comment} ${start}`

/** Who may do what where, as the Worker will answer it: spaces with the same rules are told once. */
export const permissionMatrix = (spaces: readonly Space[], levels: readonly Level[]): Group[] =>
  Object.values(Object.groupBy(spaces, rulesOf)).flatMap((alike) => {
    const [first] = alike ?? []
    if (!alike || !first) return []
    const rows = rowsOf(levels).map((row) => ({ ...row, answers: answersFor(row, first, levels) }))
    return [{ spaces: alike, rows }]
  })

const answersFor = ({ viewer }: ViewerRow, space: Space, levels: readonly Level[]) =>
  Object.fromEntries(
    actions.map((action) => [action, may(viewer, action, space, levels)]),
  ) as Record<Action, Answer>

/** What an answer says in its cell. */
export const answerLabel = (action: Action, answer: Answer): 'Yes' | 'At once' | 'Held' | 'No' => {
  if (answer === 'held') return 'Held'
  if (answer !== 'yes') return 'No'
  return action === 'comment' ? 'At once' : 'Yes'
}
