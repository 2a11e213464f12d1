import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { FOR_GOOD } from './ban.rules'
import type { Member } from './table'

interface SilencedProps {
  hub: Pick<Hub, 'language' | 'timezone'>
  member: Pick<Member, 'silencedUntil' | 'silenceReason'>
}

/** What somebody reads who may not write: until when, and why. */
export const Silenced = ({ hub: { language, timezone }, member }: SilencedProps) => {
  const until = member.silencedUntil!
  const day = dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(until)
  return (
    <div class="silenced">
      <p>
        {until >= FOR_GOOD ? (
          'A host has silenced you here: you can read everything, and write nothing.'
        ) : (
          <>
            A host has silenced you here until the end of{' '}
            <time datetime={until.toISOString()}>{day}</time>. Until then you can read everything,
            and write nothing.
          </>
        )}
      </p>
      <p>They gave this reason:</p>
      <blockquote dir="auto">{member.silenceReason}</blockquote>
      <p>You can still react, report, and delete what you wrote.</p>
    </div>
  )
}
