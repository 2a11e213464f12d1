import { isSilenced } from '../../accounts/members/silence.rules'
import { TermField } from './ban.view'
import { DecisionForm, type MemberProps, ReasonField } from './form.view'
import { refusalOfBan } from './rules'
import { decisionMessage } from './messages'
import { Until } from '../desk/labels.view'

const SilenceForm = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  const action = hub.paths.silence(member.id)
  const form = { hub, attempt, action }
  return (
    <DecisionForm
      {...form}
      label={isSilenced(member, now) ? 'Change the silence' : 'Silence'}
      about="They sign in and read everything, but write and change nothing while it lasts. They read until when, and the reason. What they wrote stays."
    >
      <TermField {...form} now={now} />
      <ReasonField {...form} isRequired />
    </DecisionForm>
  )
}

const SilenceNow = ({ hub, attempt, about: { member }, now }: MemberProps) => {
  if (!isSilenced(member, now)) return <p>They can write.</p>
  const action = hub.paths.endingOfSilence(member.id)
  return (
    <>
      <p>
        Silenced <Until hub={hub} until={member.silencedUntil!} />.
      </p>
      <blockquote dir="auto">
        <p>{member.silenceReason}</p>
      </blockquote>
      <DecisionForm hub={hub} attempt={attempt} action={action} label="Let them write again">
        <ReasonField hub={hub} attempt={attempt} action={action} />
      </DecisionForm>
    </>
  )
}

/** Whether somebody is kept from writing, until when and why, and what a host may do about that. */
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
