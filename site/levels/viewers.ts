import { isEarned, type Viewer, type Level } from '../contract/permissions'

/** A row in the table of permissions. */
export interface ViewerRow {
  name: string
  viewer: Viewer
}

/** The viewers of a hub: guests, members at each level that they can reach, and hosts. */
export const rowsOf = (levels: readonly Level[]): ViewerRow[] => {
  const as = (role: Viewer['role'], level: Level): Viewer => ({ role, level, groups: [] })
  const [first, second] = levels
  if (!first) return []
  const comesWithSignIn = second && !isEarned(second)
  return [
    { name: first.name, viewer: as('guest', first) },
    comesWithSignIn
      ? { name: `${first.name}, confirmed`, viewer: as('guest', second) }
      : { name: `${first.name}, signed in`, viewer: as('member', first) },
    ...levels.slice(1).map((level) => ({ name: level.name, viewer: as('member', level) })),
    { name: 'Host', viewer: as('host', levels.at(-1)!) },
  ]
}
