/**
 * What any body may hold besides Markdown, without an import, and what may be said of it: drawn by
 * `site/hub/components.ts`.
 */
export const allowedComponents: ReadonlyMap<string, readonly string[]> = new Map([
  ['HouseRules', []],
  ['Offer', ['id']],
])
