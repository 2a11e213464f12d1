import { asksSomething, type Asker, type Level } from '../contract'

/** Somebody of whom the page of the levels tells what they may do. */
export interface Row {
  name: string
  asker: Asker
}

/** Who there can be in a hub: guests, members at each level that they can come to, and hosts. */
export const rowsOf = (levels: readonly Level[]): Row[] => {
  const as = (role: Asker['role'], level: Level): Asker => ({ role, level, groups: [] })
  const [first, second] = levels
  if (!first) return []
  const isHadBySigningIn = second && !asksSomething(second)
  return [
    { name: first.name, asker: as('guest', first) },
    isHadBySigningIn
      ? { name: `${first.name}, confirmed`, asker: as('guest', second) }
      : { name: `${first.name}, signed in`, asker: as('member', first) },
    ...levels.slice(1).map((level) => ({ name: level.name, asker: as('member', level) })),
    { name: 'Host', asker: as('host', levels.at(-1)!) },
  ]
}
