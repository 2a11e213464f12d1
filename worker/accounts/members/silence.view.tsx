import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { PERMANENT } from './ban.rules'
import type { Member } from './table'

interface SilenceNoticeProps {
  hub: Pick<Hub, 'language' | 'timezone'>
  member: Pick<Member, 'silencedUntil' | 'silenceReason'>
}

/** The notice for a silenced member: until when, and why. */
export const SilenceNotice = ({ hub: { language, timezone }, member }: SilenceNoticeProps) => {
  const until = member.silencedUntil!
  const day = dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(until)
  return (
    <div class="silenced">
      <p>
        {until >= PERMANENT ? (
          'A host has silenced you here. You can read everything, but not write.'
        ) : (
          <>
            A host has silenced you here until the end of{' '}
            <time datetime={until.toISOString()}>{day}</time>. Until then you can read everything,
            but not write.
          </>
        )}
      </p>
      <p>They gave this reason:</p>
      <blockquote dir="auto">{member.silenceReason}</blockquote>
      <p>You can still react, report, and delete what you wrote.</p>
    </div>
  )
}
