import {
  type Action,
  actions,
  type Answer,
  type Level,
  may,
  type Space,
} from '../contract/permissions'
import { type ViewerRow, rowsOf } from './viewers'

/** Spaces with equal rules, and the permissions in them. */
export interface Group {
  spaces: Space[]
  rows: (ViewerRow & { answers: Record<Action, Answer> })[]
}

const rulesOf = ({ read, comment, start }: Space) => `${read} ${comment} ${start}`

/** The permissions by space, from the function that the Worker enforces; spaces with equal rules share one. */
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

/** The text of a permission in its cell. */
export const answerLabel = (action: Action, answer: Answer): 'Yes' | 'At once' | 'Held' | 'No' => {
  if (answer === 'held') return 'Held'
  if (answer !== 'yes') return 'No'
  return action === 'comment' ? 'At once' : 'Yes'
}
