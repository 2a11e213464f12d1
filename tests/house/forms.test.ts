import { describe, expect, test } from 'vitest'
import type { FormSchema } from '../../worker/lib/define-form'

interface Described {
  names: string[]
  schema: (context: unknown) => FormSchema
}

const rooms = import.meta.glob<Record<string, unknown>>('../../worker/**/{form,*.form}.ts', {
  eager: true,
})

const isForm = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && 'schema' in value && 'names' in value

/** What the limits of forms depend on. */
const context = {
  comments: { longest: 10_000 },
  desk: { rules: [{ id: 'kind' }] },
  levels: [{ id: 'guest' }, { id: 'newcomer' }],
  people: { mara: {} },
  reactions: ['👍'],
  reservedNames: [],
  spaces: [{ id: 'public' }],
}

const forms = Object.entries(rooms).flatMap(([path, exported]) =>
  Object.entries(exported).flatMap(([name, form]) =>
    isForm(form) ? [{ room: path.split('/').at(-2)!, name, form }] : [],
  ),
)

/** A field as `FORMS` lists it. */
const lineOf = ({ properties, required }: FormSchema, name: string) => {
  const { type, format, maxLength, maxItems, enum: values } = properties[name]!
  const limit = maxLength ?? maxItems
  return [
    `${name}${required.includes(name) ? '!' : ''}`,
    values ? values.join('|') : (format ?? type),
    ...(limit ? [`≤ ${limit}`] : []),
  ].join(' ')
}

/** Each form with its fields: `!` where one is required, its type or its values, its limit. */
const FORMS = {
  'account: unconfirmedForm': 'asOf date-time, comment array ≤ 10',
  'alerts: alertUpdateForm': [
    'status! investigating|identified|monitoring|resolved, text! string ≤ 1000',
    'preview boolean',
  ].join(', '),
  'comments: guestCommentForm': [
    'body! string ≤ 10000, parent uuid, as string, drawn string, subject boolean',
    'name! string ≤ 60, email! email ≤ 254, website uri ≤ 300, remember boolean, follow boolean',
    'cf-turnstile-response string',
  ].join(', '),
  'comments: memberCommentForm': [
    'body! string ≤ 10000, parent uuid, as string, drawn string, subject boolean',
  ].join(', '),
  'comments: revisionForm': 'body! string ≤ 10000, preview boolean',
  'contributors: rankingForm': 'to out|in',
  'decisions: actionForm': [
    'rule string, reason string ≤ 500, to on|off, back string, all boolean',
    'comment string',
  ].join(', '),
  'decisions: bulkActionForm': [
    'rule string, reason string ≤ 500, to on|off, back string, all boolean',
    'comment array ≤ 100, act string',
  ].join(', '),
  'decisions: warningForm': 'body! string ≤ 1000, rule kind',
  'follows: followForm': 'target string ≤ 220, to on|off|muted, back string',
  'email-stops: emailStopForm': 'what! kind|conversation|all, of string ≤ 100, to on|off',
  'groups: groupForm': 'name! string ≤ 60, about string ≤ 300',
  'groups: groupMemberForm': 'handle! string, reason string ≤ 500',
  'groups: newGroupForm': 'name! string ≤ 60, about string ≤ 300, id string',
  'groups: requestAnswerForm': 'answer! yes|no, reply string ≤ 500',
  'groups: requestForm': 'reason string ≤ 500',
  'host-replies: remarkForm': 'body! string ≤ 2000',
  'host-replies: savedReplyForm': 'title! string ≤ 80, body! string ≤ 10000',
  'ideas: statusForm': 'status! open|planned|started|done|declined, reason! string ≤ 500',
  'ideas: voteForm': 'to on|off',
  'mentions: mentionEmailsForm': 'to on|off',
  'networks: serverForm': 'server string ≤ 300, forget boolean',
  'notifications: notificationSettingsForm':
    'rhythm! at-once|daily|weekly|never, followsOwn boolean, timezone string ≤ 60',
  'notifications: readNotificationsForm': 'conversation string',
  'offers: dismissalForm': 'page string',
  'people: banForm': 'term until|for-good, until string, reason! string ≤ 500',
  'people: endForm': 'reason string ≤ 500',
  'people: grantForm': 'kind grant|hold, level! guest|newcomer, reason! string ≤ 500',
  'people: personForm': 'person mara',
  'people: roleForm': 'role! member|host|owner, reason string ≤ 500',
  'privacy: dataLinkForm': 'email! email ≤ 254',
  'privacy: erasureForm': 'comments! stay|go, sure! boolean',
  'profiles: filedProfileForm': [
    'handle! string ≤ 30, link1 uri ≤ 300, link2 uri ≤ 300, link3 uri ≤ 300',
    'link4 uri ≤ 300, link5 uri ≤ 300',
  ].join(', '),
  'profiles: profileForm': [
    'name! string ≤ 60, handle! string ≤ 30, about string ≤ 160, website uri ≤ 300',
    'link1 uri ≤ 300, link2 uri ≤ 300, link3 uri ≤ 300, link4 uri ≤ 300',
    'link5 uri ≤ 300',
  ].join(', '),
  'questions: acceptanceForm': 'to on|off, back string',
  'questions: duplicateForm': 'of string, to on|off',
  'reactions: reactionForm': 'emoji! 👍, to on|off',
  'reports: reportForm': 'reason string ≤ 500, drawn string',
  'resources: useForm': 'to on|off',
  'search: searchForm': [
    'q string ≤ 200, kind news|alert|question|idea|resource, tag string ≤ 60',
    'space public, person string ≤ 60, after string ≤ 60',
  ].join(', '),
  'sign-in: joinForm': 'name! string ≤ 60, returnTo string',
  'sign-in: newPasskeyForm': 'credential string, name string ≤ 60',
  'sign-in: ownEmailForm': 'email! email ≤ 254',
  'sign-in: passkeyForm': 'credential string, returnTo string',
  'sign-in: providerForm': 'returnTo string',
  'sign-in: signInForm': 'email! email ≤ 254, returnTo string',
  'topics: mergerForm': 'into string, reason string ≤ 500',
  'topics: moveForm': 'space! public, reason string ≤ 500',
  'topics: resourceForm': [
    'kind question|idea|resource, space string, title! string ≤ 140',
    'body! string ≤ 10000, tags string, drawn string, subject boolean, seen string',
    'preview boolean, link1Label string ≤ 100, link1Url uri ≤ 300',
    'link2Label string ≤ 100, link2Url uri ≤ 300, link3Label string ≤ 100',
    'link3Url uri ≤ 300, link4Label string ≤ 100, link4Url uri ≤ 300',
    'link5Label string ≤ 100, link5Url uri ≤ 300, contact1Name string ≤ 100',
    'contact1Email email ≤ 254, contact1Phone string, contact1Url uri ≤ 300',
    'contact2Name string ≤ 100, contact2Email email ≤ 254, contact2Phone string',
    'contact2Url uri ≤ 300, contact3Name string ≤ 100, contact3Email email ≤ 254',
    'contact3Phone string, contact3Url uri ≤ 300',
  ].join(', '),
  'topics: topicForm': [
    'kind question|idea|resource, space string, title! string ≤ 140',
    'body! string ≤ 10000, tags string, drawn string, subject boolean, seen string',
    'preview boolean',
  ].join(', '),
}

test('every form and its fields, as the rooms define them', () => {
  const list = Object.fromEntries(
    forms.map(({ room, name, form }) => {
      const schema = form.schema(context)
      return [`${room}: ${name}`, form.names.map((field) => lineOf(schema, field)).join(', ')]
    }),
  )
  expect(list).toEqual(FORMS)
})

test('no room reads a form by hand', () => {
  const sources = import.meta.glob<string>('../../worker/**/*.{ts,tsx}', {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  const readers = Object.entries(sources).flatMap(([path, source]) =>
    /new URLSearchParams\(\s*new TextDecoder|\.parseBody\(|\.formData\(|req\.text\(/.test(source)
      ? [path.replace('../../', '')]
      : [],
  )
  // A form that could not be saved is answered with whatever it was.
  expect(readers.toSorted()).toEqual(['worker/http/unavailable.tsx', 'worker/lib/define-form.ts'])
})

describe.each(forms)('$room: $name', ({ form }) => {
  test('each field has a meaning, in a sentence', () => {
    for (const { description } of Object.values(form.schema(context).properties))
      expect(description).toMatch(/^[A-Z`].+\.$/)
  })

  test('a field has the name it is sent by, which no object has of itself', () => {
    for (const name of form.names) expect(name in {}).toBe(false)
  })
})
