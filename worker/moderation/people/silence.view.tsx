import { isSilenced } from '../../accounts/members/silence.rules'
import { TermField } from './ban.view'
import { DecisionForm, type MemberProps, ReasonField } from './form.view'
import { refusalOfBan } from './rules'
import { consequences, decisionMessage } from './messages'
import { Until } from '../desk/labels.view'

const SilenceForm = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  const action = hub.paths.silence(member.id)
  const form = { hub, attempt, action }
  return (
    <DecisionForm
      {...form}
      label={isSilenced(member, now) ? 'Change the silence' : 'Silence'}
      about={consequences.silence}
    >
      <TermField {...form} now={now} />
      <ReasonField {...form} isRequired />
    </DecisionForm>
  )
}

const SilenceNow = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  if (!isSilenced(member, now)) return <p>Not silenced.</p>
  const action = hub.paths.endingOfSilence(member.id)
  return (
    <>
      <p>
        Silenced <Until hub={hub} until={member.silencedUntil!} />.
      </p>
      <blockquote dir="auto">
        <p>{member.silenceReason}</p>
      </blockquote>
      <DecisionForm hub={hub} attempt={attempt} action={action} label="End the silence">
        <ReasonField hub={hub} attempt={attempt} action={action} />
      </DecisionForm>
    </>
  )
}

/** The silence of a member, and the forms to change it. */
export const SilenceSection = (props: MemberProps) => {
  const refused = refusalOfBan(props.host, props.about.member)
  return (
    <section class="desk-part" aria-labelledby="silence">
      <h2 id="silence">Silence</h2>
      <SilenceNow {...props} />
      {refused ? (
        <p class="soft">{decisionMessage(refused, props.hub)}</p>
      ) : (
        <SilenceForm {...props} />
      )}
    </section>
  )
}
