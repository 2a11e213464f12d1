import { dayOf } from '../../lib/calendar'
import { isBanned } from '../../accounts/members/ban.rules'
import {
  DecisionForm,
  FaultNote,
  faultAttributes,
  type DecisionFormState,
  fieldIdOf,
  type MemberProps,
  ReasonField,
  typedIn,
} from './form.view'
import { refusalOfBan } from './rules'
import { consequences, decisionMessage } from './messages'
import { Until } from '../desk/labels.view'
import { timeZoneCity } from '../desk/rules'

/** The fields for the end: the last day, or permanently. */
export const TermField = (form: DecisionFormState & { action: string; now: Date }) => {
  const { hub, now } = form
  const field = { ...form, name: 'until' } as const
  const isForGood = typedIn({ ...form, name: 'term' }) === 'for-good'
  const id = fieldIdOf(field)
  return (
    <fieldset class="desk-term">
      <legend>Duration</legend>
      <p class="field-check">
        <label>
          <input type="radio" name="term" value="until" checked={!isForGood} /> Until the end of a
          day
        </label>
      </p>
      <p class="field">
        <label for={id}>Last day (time zone: {timeZoneCity(hub)})</label>
        <input
          id={id}
          name="until"
          type="date"
          min={dayOf(now, hub.timezone)}
          value={typedIn(field)}
          {...faultAttributes(field)}
        />
        <FaultNote {...field} />
      </p>
      <p class="field-check">
        <label>
          <input type="radio" name="term" value="for-good" checked={isForGood} /> Permanently
        </label>
      </p>
    </fieldset>
  )
}

const BanForm = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  const action = hub.paths.ban(member.id)
  const form = { hub, attempt, action }
  return (
    <DecisionForm
      {...form}
      label={isBanned(member, now) ? 'Change the ban' : 'Ban'}
      about={consequences.ban}
    >
      <TermField {...form} now={now} />
      <ReasonField {...form} isRequired />
    </DecisionForm>
  )
}

const BanNow = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  if (!isBanned(member, now)) return <p>Not banned.</p>
  const action = hub.paths.endingOfBan(member.id)
  return (
    <>
      <p>
        Banned <Until hub={hub} until={member.bannedUntil!} />.
      </p>
      <blockquote dir="auto">
        <p>{member.banReason}</p>
      </blockquote>
      <DecisionForm hub={hub} attempt={attempt} action={action} label="Lift the ban">
        <ReasonField hub={hub} attempt={attempt} action={action} />
      </DecisionForm>
    </>
  )
}

/** The ban of a member, and the forms to change it. */
export const BanSection = (props: MemberProps) => {
  const refused = refusalOfBan(props.host, props.about.member)
  return (
    <section class="desk-part" aria-labelledby="ban">
      <h2 id="ban">Ban</h2>
      <BanNow {...props} />
      {refused ? <p class="soft">{decisionMessage(refused, props.hub)}</p> : <BanForm {...props} />}
    </section>
  )
}
