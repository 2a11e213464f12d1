/** Chance that comes out the same in every run: numbers from 0 up to 1, from one seed (mulberry32). */
export const chance = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** `many(2, (index) => index) // => [0, 1]` */
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Draws from one source of chance. */
export const drawing = (next: () => number) => {
  const upTo = (below: number) => Math.floor(next() * below)
  const between = (least: number, most: number) => least + upTo(most - least + 1)
  const one = <T>(of: readonly T[]): T => of[upTo(of.length)]!
  return { between, one, happens: (odds: number) => next() < odds }
}

export type Draw = ReturnType<typeof drawing>
