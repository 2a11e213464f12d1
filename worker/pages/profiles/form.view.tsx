import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { Field } from '../../ui/field'
import type { Member } from '../../accounts/members/table'
import { profileAddress } from './linked-data.view'
import { ABOUT_LIMIT, linkFields, type ProfileFault, profileForm, type ProfileInput } from './form'
import { profileMessage } from './messages'
import { hasFile } from './rules'

interface FormProps {
  hub: Hub
  /** The signed-in member; `undefined` while the database is unavailable. */
  member: Member | undefined
  typed: ProfileInput
  faults: readonly ProfileFault[]
}

interface OwnFieldProps {
  name: keyof ProfileInput
  label: string
  hint?: string | undefined
  input?: Record<string, string | number | boolean>
}

/** A field with what was typed into it. The first field with a fault gets the focus. */
const OwnInput = ({ name, label, hint, input, ...form }: OwnFieldProps & FormProps) => {
  const { typed, faults } = form
  const fault = faults.find(({ field }) => field === name)
  return (
    <Field
      id={`own-${name}`}
      label={label}
      hint={hint}
      fault={fault && profileMessage(fault)}
      input={{
        ...profileForm.attributes(name),
        type: 'text',
        value: typed[name],
        autofocus: fault !== undefined && faults[0] === fault,
        ...input,
      }}
    />
  )
}

/**
 * Whether a link was found to link back when it was last checked; `undefined` if it was not
 * checked.
 */
const stateOf = ({ hub, member }: FormProps, url: string): string | undefined => {
  const link = member?.links.find((each) => each.url === url)
  if (link?.isMutual) return 'Links back here.'
  if (!link?.checkedAt) return undefined
  const on = dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone })
  return `No link back was found on ${on.format(link.checkedAt)}.`
}

const web = { inputmode: 'url', autocapitalize: 'none', spellcheck: 'false' }

const PersonFields = (form: FormProps) => (
  <>
    <OwnInput {...form} name="name" label="Name" input={{ autocomplete: 'name' }} />
    <OwnInput
      {...form}
      name="about"
      label="A line about you (optional)"
      hint={`At most ${ABOUT_LIMIT} characters.`}
    />
    <OwnInput
      {...form}
      name="website"
      label="Your website (optional)"
      hint={form.member?.isWebsiteMutual ? 'Links back here.' : undefined}
      input={{ ...web, autocomplete: 'url' }}
    />
  </>
)

const Links = (form: FormProps) => {
  const { hub, member, typed } = form
  const address = profileAddress(hub, member?.person ?? member?.handle ?? 'your-handle')
  return (
    <fieldset class="own-links">
      <legend>Elsewhere</legend>
      <p class="hint">
        Up to five pages of yours, for example on other networks. If one of them links back with{' '}
        <code>{`<a rel="me" href="${address}">`}</code>, your profile says so: it shows that both
        are yours.
      </p>
      {linkFields.map((name, at) => (
        <OwnInput
          {...form}
          name={name}
          label={`Link ${at + 1}`}
          hint={stateOf(form, typed[name])}
          input={web}
        />
      ))}
    </fieldset>
  )
}

const HandleInput = (form: FormProps) => (
  <OwnInput
    {...form}
    name="handle"
    label="Handle"
    hint="The end of your page’s address: letters a to z, digits and hyphens. If you change it, the old address redirects to the new one for a year."
    input={{
      autocapitalize: 'none',
      autocomplete: 'username',
      spellcheck: 'false',
    }}
  />
)

/** Shown in place of the fields whose values a file of the content has. */
const FiledNote = ({ person }: { person: string }) => (
  <p>
    Your name, your website and the line about you come from the file{' '}
    <code>people/{person}.yaml</code>, because you speak for the hub.
  </p>
)

/** The form for a member’s own profile. */
export const ProfileForm = (form: FormProps) => {
  const { hub, member, faults } = form
  const fault = faults.find(({ field }) => field === 'form')
  const isFiled = member !== undefined && hasFile(hub, member)
  return (
    <div class="own-profile">
      <h1>Your profile</h1>
      <p class="lede">Your profile is public. Your email address is never shown.</p>
      {/* The hub names every fault at once; a browser would name only the first. */}
      <form class="sheet" method="post" action={hub.paths.ownProfile()} novalidate>
        {fault && (
          <p class="fault" role="alert" tabindex={-1} autofocus>
            {profileMessage(fault)}
          </p>
        )}
        {isFiled ? <FiledNote person={member.person!} /> : <PersonFields {...form} />}
        <HandleInput {...form} />
        <Links {...form} />
        <div class="form-actions">
          <button>Save</button>
          <a class="button button-quiet" href={hub.paths.me()}>
            Back
          </a>
        </div>
      </form>
    </div>
  )
}
