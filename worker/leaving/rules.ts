import type { Parting } from '../comments/leaving'

/** What somebody fills in who leaves. */
export interface Wish {
  comments: string
  sure: string
}

/** Why nothing is erased yet. */
export type LeavingFault = 'parting' | 'unsure'

/** What becomes of their comments, if they said so. */
export const partingIn = ({ comments }: Pick<Wish, 'comments'>): Parting | undefined =>
  comments === 'stay' || comments === 'go' ? comments : undefined

/** What is missing from the form of somebody who leaves. */
export const faultIn = (wish: Wish): LeavingFault | undefined => {
  if (!partingIn(wish)) return 'parting'
  return wish.sure ? undefined : 'unsure'
}
