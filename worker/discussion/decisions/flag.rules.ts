/** The flags of a comment or a conversation that hosts set and clear. */
export const flags = ['pin', 'acceptance', 'criticism', 'dismissal', 'lock'] as const
export type Flag = (typeof flags)[number]
