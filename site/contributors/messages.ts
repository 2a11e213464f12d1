import { contributions, type CreditKind } from '../contract/limits'

/** The label of each thing that earns points; the points are in the contract. */
export const creditNames: Record<CreditKind, string> = {
  acceptance: 'Your answer is accepted',
  use: 'A member marks a resource that you shared as used',
  appreciation: 'A member reacts to your comment or conversation',
}

const { points, fromOne, days, circle } = contributions

const numbers = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** A small number at the beginning of a sentence. */
const said = (count: number) => numbers[count] ?? String(count)

const acceptances = Math.floor(fromOne.recent / points.acceptance)

/** What earns nothing, or is capped, and why. */
export const limits: { title: string; says: string }[] = [
  {
    title: 'Only what others do counts',
    says: 'Writing a lot earns nothing, and neither does anything you do with your own work, such as answering your own question or reacting to your own comment.',
  },
  {
    title: 'Each person counts once per item',
    says: 'Five emojis from one person on one comment count as one reaction. A removed reaction does not count; given again, it counts once.',
  },
  {
    title: 'Accounts in the same browser earn nothing from each other',
    says: 'This is permanent, even if it is noticed later. The hub stores a hash of its cookie for this, which is deleted after a while and identifies nobody.',
  },
  {
    title: `${said(2)} or ${said(circle).toLowerCase()} people who credit only each other earn nothing`,
    says: 'As soon as anyone else, or a host, credits one of them, all of it counts.',
  },
  {
    title: `One person can give you at most ${fromOne.recent} points in ${days} days, and ${fromOne.ever} in all`,
    says: `That equals ${said(acceptances).toLowerCase()} accepted answers. Being among the top contributors takes credit from many people, not a lot of credit from one.`,
  },
  {
    title: 'Reactions by guests are shown, but earn nothing',
    says: 'One person can use many browsers. Once a guest signs in and claims their reactions, they count.',
  },
  {
    title: 'Removed content does not count',
    says: 'Neither do faded comments, reactions by a member who is banned at the time, or reactions to members who have deleted their account.',
  },
  {
    title: 'Hosts are not listed',
    says: 'They help because it is their job. What they accept and react to counts as much as anyone’s.',
  },
]
