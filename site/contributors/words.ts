import { contributions, type Credited } from '../contract/limits'

/** What counts, as people say it; what each is worth is in the contract. */
export const doings: Record<Credited, string> = {
  acceptance: 'Your answer is accepted: it settled somebody’s question',
  use: 'A member says that they used a resource that you shared',
  appreciation: 'A member reacts to a comment or a conversation of yours',
}

const { points, fromOne, days, circle } = contributions

const numbers = ['Nobody', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** A small number at the beginning of a sentence. */
const said = (count: number) => numbers[count] ?? String(count)

const acceptances = Math.floor(fromOne.recent / points.acceptance)

/** What counts nothing, or only so far, and why. */
export const limits: { title: string; says: string }[] = [
  {
    title: 'What others do counts, and nothing that you do yourself',
    says: 'How much somebody writes earns nothing, nor does what they do with their own work: an answer to their own question, a reaction to their own comment.',
  },
  {
    title: 'Each person counts once for each thing',
    says: 'Five emojis from one person for one comment are one appreciation. What is taken back is gone; given again, it counts once.',
  },
  {
    title: 'Two accounts in one browser count nothing for each other',
    says: 'That is so for good, also when it shows later. It is known by a scrambled form of the hub’s cookie, which is forgotten after a while and leads nowhere.',
  },
  {
    title: `${said(2)} or ${said(circle).toLowerCase()} people whom nobody else has praised count nothing for each other`,
    says: 'As soon as anybody else, or a host, has done something with the work of one of them, all of it counts.',
  },
  {
    title: `What one person does counts for at most ${fromOne.recent} points in ${days} days, and ${fromOne.ever} of all time`,
    says: `That is as much as ${said(acceptances).toLowerCase()} accepted answers. It takes many to be among the first, and not one who is grateful a lot.`,
  },
  {
    title: 'Guests’ reactions are shown, and earn nothing',
    says: 'A browser is not a person, and anybody can have many. Once a guest signs in and says that it was they, what they gave counts.',
  },
  {
    title: 'What is gone counts no more',
    says: 'Nor does what hosts let fade, what somebody gave who is banned, while they are, or what somebody reacted to who has left.',
  },
  {
    title: 'Hosts are not in it',
    says: 'They help because they work here. What they accept and appreciate counts as anybody’s does.',
  },
]
