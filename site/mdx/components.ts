/**
 * The components that bodies may use without an import, and their allowed attributes. They are
 * implemented in `site/hub/components.ts`.
 */
export const allowedComponents: ReadonlyMap<string, readonly string[]> = new Map([
  ['HouseRules', []],
  ['Offer', ['id']],
])
