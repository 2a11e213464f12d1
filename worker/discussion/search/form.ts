import type { Hub } from '../../../site/contract/hub'
import { kinds } from '../../../site/contract/vocabulary'
import { defineForm, type FormField } from '../../lib/define-form'
import { toHandle } from '../../accounts/members/handle.rules'
import { normalizeQuery, toCursor } from './rules'

/** Characters; the rest of a filter value is ignored. */
const MAX_FILTER_LENGTH = 60

/** A filter field. An invalid value, such as an unknown kind, is ignored. */
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
    ...(valuesIn ? { enum: valuesIn(context) } : { maxLength: MAX_FILTER_LENGTH }),
  }),
  read: (sent, context) => ({ value: valueIn(sent.trim().slice(0, MAX_FILTER_LENGTH), context) }),
})

/** Normalizes a tag to its stored form. `toTag('#Winter riding') // => 'winter-riding'` */
const toTag = (sent: string) =>
  sent.toWellFormed().normalize('NFC').toLowerCase().replace(/^#/, '').replace(/\s+/g, '-')

const queryField: FormField<string, never> = {
  isRequired: false,
  isList: false,
  schema: () => ({ type: 'string', description: 'The words to search for.', maxLength: 200 }),
  read: (sent) => ({ value: normalizeQuery(sent) }),
}

/** The search form. It is sent with GET, so that every page of results has a URL. */
export const searchForm = defineForm({
  q: queryField,
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
