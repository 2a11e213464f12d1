import { type Viewer, isEarned, type Level } from '../../../site/contract/permissions'
import type { HigherLevel, LevelStep, LevelReason } from './rules'

export interface LevelProgressProps {
  role: Viewer['role']
  /** Their level, and why they have it. */
  level: Level
  why: LevelReason
  /** The reasons of the hosts who gave it or hold them at it. */
  reasons: readonly string[]
  above: readonly HigherLevel[]
  /** Whether they have had a published comment, from which the days are counted. */
  isBegun: boolean
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const missing: Record<LevelStep['what'], (left: number, isBegun: boolean) => string> = {
  approvedComments: (left) => plural(left, 'more published comment', 'more published comments'),
  days: (left, isBegun) =>
    isBegun
      ? plural(left, 'more day', 'more days')
      : `${plural(left, 'day', 'days')} from your first published comment`,
  answers: (left) => plural(left, 'more accepted answer', 'more accepted answers'),
}

const reached: Record<LevelStep['what'], (asked: number) => string> = {
  approvedComments: (asked) => plural(asked, 'published comment', 'published comments'),
  days: (asked) => plural(asked, 'day since your first', 'days since your first'),
  answers: (asked) => plural(asked, 'accepted answer', 'accepted answers'),
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
      {isNext ? 'Next:' : 'Later:'} {level.name}
    </h3>
    {isEarned(level) ? (
      <ul>
        {steps.map((step) => (
          <StepLine step={step} isBegun={isBegun} />
        ))}
      </ul>
    ) : (
      <p>Only a host can give you this level.</p>
    )}
  </div>
)

const NextSteps = ({ why, above, isBegun }: LevelProgressProps) => {
  if (why === 'held') return <p>What you do still counts, and applies once the hold ends.</p>
  if (above.length === 0)
    return <p>This is the highest level. Thank you for all you have done here.</p>
  return (
    <div class="standing-way">
      {above.map((each, at) => (
        <HigherLevelSteps above={each} isNext={at === 0} isBegun={isBegun} />
      ))}
    </div>
  )
}

const says: Record<Exclude<LevelReason, 'earned'>, string> = {
  held: 'A host holds you at this level:',
  given: 'A host gave you this level:',
}

/** The member’s level, why they have it, and what the next levels take. */
export const LevelProgress = (props: LevelProgressProps) => {
  const { role, level, why, reasons } = props
  const isMember = role === 'member'
  return (
    <section class="standing" aria-labelledby="standing-title">
      <h2 id="standing-title">
        Your level: <b>{isMember ? level.name : role === 'owner' ? 'Owner' : 'Host'}</b>
      </h2>
      {isMember && why !== 'earned' && (
        <p>
          {says[why]} <q dir="auto">{reasons.join(' · ')}</q>
        </p>
      )}
      {isMember ? (
        <NextSteps {...props} />
      ) : (
        <p>You have every permission, and your comments are never held.</p>
      )}
    </section>
  )
}
