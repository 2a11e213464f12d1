import type { Hub } from '../../../site/contract/hub'
import type { ThreadRow } from './queries'
import { authorHandle } from './rules'

/** The most names; the others are counted. */
const MAX_NAMED = 12

/** An author of the conversation, with the handle of their page, if they have one. */
interface Participant {
  name: string
  page: string | null
}

/** The authors of the published comments on this page, in order of their first comment. */
export const participantsIn = (
  hub: Pick<Hub, 'people'>,
  lines: readonly ThreadRow[],
): Participant[] => {
  const participants = new Map<string, Participant>()
  for (const line of lines) {
    if (line.state !== 'published') continue
    const page = authorHandle(hub, line)
    const key = page ? page.toLowerCase() : (line.guestId ?? line.id)
    if (!participants.has(key)) participants.set(key, { name: line.name, page })
  }
  return [...participants.values()]
}

interface ParticipantsProps {
  hub: Pick<Hub, 'people' | 'language' | 'paths'>
  lines: readonly ThreadRow[]
  /** Whether the conversation has other pages. */
  isPart: boolean
}

/**
 * The participants, in one line below the comments. Read from the comments of the page, so that it
 * costs no query however long the conversation is.
 */
export const Participants = ({ hub, lines, isPart }: ParticipantsProps) => {
  const participants = participantsIn(hub, lines)
  const named = participants.filter(({ page }) => page).slice(0, MAX_NAMED)
  const others = participants.length - named.length
  if (participants.length < 2 || named.length === 0) return null
  return (
    <p class="thread-here">
      {isPart ? 'On this page: ' : 'In this conversation: '}
      {named.map(({ name, page }, at) => (
        <>
          {at > 0 && ', '}
          <a href={hub.paths.person(page!)} dir="auto">
            {name}
          </a>
        </>
      ))}
      {others > 0 &&
        ` and ${others.toLocaleString(hub.language)} ${others === 1 ? 'other' : 'others'}`}
    </p>
  )
}
