import {
  DecisionForm,
  FaultNote,
  faultAttributes,
  fieldIdOf,
  type MemberProps,
  ReasonField,
  typedIn,
} from './form.view'
import { consequences } from './messages'
import { roleName } from '../desk/labels.view'

const RoleForm = ({ hub, attempt, about: { member } }: MemberProps) => {
  const action = hub.paths.role(member.id)
  const form = { hub, attempt, action }
  const field = { ...form, name: 'role' } as const
  const id = fieldIdOf(field)
  const chosen = typedIn(field) || (member.role ?? 'member')
  return (
    <DecisionForm {...form} label="Change the role" about={consequences.role}>
      <p class="field">
        <label for={id}>Role</label>
        <select id={id} name="role" {...faultAttributes(field)}>
          {(['member', 'host', 'owner'] as const).map((role) => (
            <option value={role} selected={role === chosen}>
              {role === 'member' ? 'Member' : roleName[role]}
            </option>
          ))}
        </select>
        <FaultNote {...field} />
      </p>
      <ReasonField {...form} />
    </DecisionForm>
  )
}

const IdentityForm = ({ hub, attempt, about: { member }, taken }: MemberProps) => {
  const action = hub.paths.identity(member.id)
  const form = { hub, attempt, action }
  const field = { ...form, name: 'person' } as const
  const id = fieldIdOf(field)
  const chosen = attempt?.action === action ? typedIn(field) : (member.person ?? '')
  const available = Object.entries(hub.people).filter(
    ([handle]) => handle === member.person || !taken.has(handle),
  )
  return (
    <DecisionForm {...form} label="Link to a profile" about={consequences.person}>
      <p class="field">
        <label for={id}>Profile</label>
        <select id={id} name="person" {...faultAttributes(field)}>
          <option value="">None</option>
          {available.map(([handle, { name, role }]) => (
            <option value={handle} selected={handle === chosen}>
              {role ? `${name}, ${role}` : name}
            </option>
          ))}
        </select>
        <FaultNote {...field} />
      </p>
    </DecisionForm>
  )
}

const roleWithArticle = { owner: 'An owner', host: 'A host' }

/** The role of a member, and the forms with which owners change it. */
export const RoleSection = (props: MemberProps) => {
  const { member } = props.about
  const person = member.person ? props.hub.people[member.person]?.name : undefined
  return (
    <section class="desk-part" aria-labelledby="role">
      <h2 id="role">Role</h2>
      <p>
        {member.role ? roleWithArticle[member.role] : 'A member'}
        {person && (
          <>
            , who writes posts as <bdi>{person}</bdi>
          </>
        )}
        .
      </p>
      {props.host.role === 'owner' ? (
        <div class="desk-acts">
          <RoleForm {...props} />
          {Object.keys(props.hub.people).length > 0 && <IdentityForm {...props} />}
        </div>
      ) : (
        <p class="soft">Owners decide who is a host.</p>
      )}
    </section>
  )
}
