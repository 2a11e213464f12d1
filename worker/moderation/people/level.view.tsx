import { memberLevelOf } from '../../accounts/members/rules'
import type { Grant } from '../../accounts/members/table'
import {
  DecisionForm,
  FaultNote,
  faultAttributes,
  fieldIdOf,
  type MemberProps,
  ReasonField,
  typedIn,
} from './form.view'
import type { MemberDetails } from './queries'
import { consequences } from './messages'
import { levelsFor } from './rules'
import { levelOrigin, PersonLink } from '../desk/labels.view'
import { levelName } from '../desk/rules'
import { When } from '../../ui/time'

const grantsOf = ({ about }: MemberProps) => about.given.map(({ grant }) => grant)

const LevelNow = (props: MemberProps) => {
  const { hub, about, now } = props
  const { member } = about
  return (
    <>
      <p>
        <strong>{memberLevelOf(hub.levels, member, grantsOf(props), now).name}</strong>.{' '}
        {levelOrigin(hub, member, grantsOf(props), now)}{' '}
        <a href={hub.paths.levels()}>Levels and permissions</a>
      </p>
      <dl class="desk-facts">
        <div>
          <dt>Published comments</dt>
          <dd>{member.approvedComments}</dd>
        </div>
        <div>
          <dt>First published</dt>
          <dd>
            {member.firstApprovedAt ? <When hub={hub} at={member.firstApprovedAt} isDay /> : 'none'}
          </dd>
        </div>
        <div>
          <dt>Accepted answers</dt>
          <dd>{member.answers}</dd>
        </div>
      </dl>
    </>
  )
}

const GrantItem = ({
  given,
  ...props
}: MemberProps & { given: MemberDetails['given'][number] }) => {
  const { hub, attempt } = props
  const { grant, byName } = given
  const action = hub.paths.endingOfGrant(grant.memberId, grant.id)
  return (
    <li>
      <p>
        {grant.kind === 'hold' ? 'Limited to' : 'Granted'} {levelName(hub, grant.level)} by{' '}
        <PersonLink paths={hub.paths} id={grant.grantedBy} name={byName} /> on{' '}
        <When hub={hub} at={grant.grantedAt} />
      </p>
      <blockquote dir="auto">
        <p>{grant.reason}</p>
      </blockquote>
      <DecisionForm
        hub={hub}
        attempt={attempt}
        action={action}
        label={grant.kind === 'hold' ? 'Lift the limit' : 'Revoke'}
      >
        <ReasonField hub={hub} attempt={attempt} action={action} />
      </DecisionForm>
    </li>
  )
}

const kinds: Record<Grant['kind'], { label: string; field: string }> = {
  grant: { label: 'Grant a level', field: 'At least' },
  hold: { label: 'Limit the level', field: 'At most' },
}

/** The form to grant or limit a level; nothing if there is no level to choose. */
const GrantForm = ({ kind, ...props }: MemberProps & { kind: Grant['kind'] }) => {
  const { hub, about } = props
  const levels = levelsFor(kind, hub.levels)
  if (levels.length === 0) return null
  const action = hub.paths.grants(about.member.id)
  const isRefused = props.attempt?.input.kind === kind
  const form = { hub, action, scope: kind, attempt: isRefused ? props.attempt : undefined }
  const field = { ...form, name: 'level' } as const
  const id = fieldIdOf(field)
  return (
    <DecisionForm {...form} label={kinds[kind].label} about={consequences[kind]}>
      <input type="hidden" name="kind" value={kind} />
      <p class="field">
        <label for={id}>{kinds[kind].field}</label>
        <select id={id} name="level" {...faultAttributes(field)}>
          {levels.map((level) => (
            <option value={level.id} selected={typedIn(field) === level.id}>
              {level.name}
            </option>
          ))}
        </select>
        <FaultNote {...field} />
      </p>
      <ReasonField {...form} isRequired />
    </DecisionForm>
  )
}

/** The level of a member, how they got it, and the forms to change it. */
export const LevelSection = (props: MemberProps) => (
  <section class="desk-part" aria-labelledby="level">
    <h2 id="level">Level</h2>
    <LevelNow {...props} />
    {props.about.given.length > 0 && (
      <ul class="desk-given">
        {props.about.given.map((given) => (
          <GrantItem {...props} given={given} />
        ))}
      </ul>
    )}
    <div class="desk-acts">
      <GrantForm {...props} kind="grant" />
      <GrantForm {...props} kind="hold" />
    </div>
  </section>
)
