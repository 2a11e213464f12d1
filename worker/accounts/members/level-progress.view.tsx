import { type Viewer, isEarned, type Level } from '../../../site/contract/permissions'
import type { HigherLevel, LevelStep, LevelReason } from './rules'

export interface LevelProgressProps {
  role: Viewer['role']
  /** Where they stand, and how they came to be there. */
  level: Level
  why: LevelReason
  /** What the host who gave it, or keeps them there, wrote down. */
  reasons: readonly string[]
  above: readonly HigherLevel[]
  /** Whether a comment of theirs was ever shown: from that on the days run. */
  isBegun: boolean
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const missing: Record<LevelStep['what'], (left: number, isBegun: boolean) => string> = {
  approvedComments: (left) =>
    plural(left, 'more comment that is shown', 'more comments that are shown'),
  days: (left, isBegun) =>
    isBegun
      ? plural(left, 'more day', 'more days')
      : `${plural(left, 'day', 'days')} from your first comment that is shown`,
  answers: (left) =>
    plural(left, 'more answer that settles a question', 'more answers that settle a question'),
}

const reached: Record<LevelStep['what'], (asked: number) => string> = {
  approvedComments: (asked) => plural(asked, 'comment that is shown', 'comments that are shown'),
  days: (asked) => plural(asked, 'day since your first', 'days since your first'),
  answers: (asked) =>
    plural(asked, 'answer that settled a question', 'answers that settled a question'),
}

const StepLine = ({ step, isBegun }: { step: LevelStep; isBegun: boolean }) => {
  const { what, asked } = step
  const done = Math.min(step.done, asked)
  return (
    <li data-done={done === asked ? '' : undefined}>
      <span>{done === asked ? reached[what](asked) : missing[what](asked - done, isBegun)}</span>
      <progress max={asked} value={done} aria-label={`${done} of ${asked}`} />
    </li>
  )
}

interface AheadProps extends Pick<LevelProgressProps, 'isBegun'> {
  above: HigherLevel
  isNext: boolean
}

const HigherLevelSteps = ({ above: { level, steps }, isNext, isBegun }: AheadProps) => (
  <div class="standing-ahead">
    <h3>
      {isNext ? 'Next:' : 'Further on:'} {level.name}
    </h3>
    {isEarned(level) ? (
      <ul>
        {steps.map((step) => (
          <StepLine step={step} isBegun={isBegun} />
        ))}
      </ul>
    ) : (
      <p>When a host gives it to you.</p>
    )}
  </div>
)

const NextSteps = ({ why, above, isBegun }: LevelProgressProps) => {
  if (why === 'kept') return <p>What you do counts all the same, and is there when they let go.</p>
  if (above.length === 0)
    return <p>There is nothing above this. Thank you for all that you have done here.</p>
  return (
    <div class="standing-way">
      {above.map((each, at) => (
        <HigherLevelSteps above={each} isNext={at === 0} isBegun={isBegun} />
      ))}
    </div>
  )
}

const says: Record<Exclude<LevelReason, 'earned'>, string> = {
  kept: 'A host keeps you here for now:',
  given: 'A host gave you this level:',
}

/** Where somebody stands, why, and what is next. */
export const LevelProgress = (props: LevelProgressProps) => {
  const { role, level, why, reasons } = props
  const isMember = role === 'member'
  return (
    <section class="standing" aria-labelledby="standing-title">
      <h2 id="standing-title">
        You are here: <b>{isMember ? level.name : role === 'owner' ? 'Owner' : 'Host'}</b>
      </h2>
      {isMember && why !== 'earned' && (
        <p>
          {says[why]} <q dir="auto">{reasons.join(' · ')}</q>
        </p>
      )}
      {isMember ? (
        <NextSteps {...props} />
      ) : (
        <p>You may do everything everywhere, and nothing of yours is held.</p>
      )}
    </section>
  )
}
