import type { Hub } from '../../../site/contract/hub'
import { kinds } from '../../../site/contract/vocabulary'
import { defineForm, type FormField } from '../../lib/define-form'
import { toHandle } from '../../accounts/members/handle.rules'
import { shorten, toCursor } from './rules'

/** Characters of a filter that are looked at. */
const LONGEST = 60

/** A filter that is ignored where it has no meaning, such as a kind that does not exist. */
const filter = <Value, Context = unknown>(
  description: string,
  valueIn: (sent: string, context: Context) => Value | undefined,
  valuesIn?: (context: Context) => readonly string[],
): FormField<Value | undefined, never, Context, Context> => ({
  isRequired: false,
  isList: false,
  schema: (context) => ({
    type: 'string',
    description,
    ...(valuesIn ? { enum: valuesIn(context) } : { maxLength: LONGEST }),
  }),
  read: (sent, context) => ({ value: valueIn(sent.trim().slice(0, LONGEST), context) }),
})

/** A tag as it is stored. `toTag('#Winter riding') // => 'winter-riding'` */
const toTag = (sent: string) =>
  sent.toWellFormed().normalize('NFC').toLowerCase().replace(/^#/, '').replace(/\s+/g, '-')

const question: FormField<string, never> = {
  isRequired: false,
  isList: false,
  schema: () => ({ type: 'string', description: 'The words to search for.', maxLength: 200 }),
  read: (sent) => ({ value: shorten(sent) }),
}

/** The search: it is sent as a query, so that its results have an address. */
export const searchForm = defineForm({
  q: question,
  kind: filter(
    'A kind of conversation.',
    (sent) => kinds.find((kind) => kind === sent),
    () => kinds,
  ),
  tag: filter('A tag.', (sent) => toTag(sent) || undefined),
  space: filter(
    'The id of a space.',
    (sent, { spaces }: Pick<Hub, 'spaces'>) => spaces.find(({ id }) => id === sent)?.id,
    ({ spaces }) => spaces.map(({ id }) => id),
  ),
  person: filter('The handle of a person.', (sent) => {
    const handle = toHandle(sent.replace(/^@/, ''))
    return /^[a-z\d-]+$/.test(handle) ? handle : undefined
  }),
  after: filter('Where the page of results begins.', toCursor),
})
