/** What any body may hold besides Markdown, without an import: drawn by `site/hub/components.ts`. */
export const given: ReadonlySet<string> = new Set(['HouseRules'])
