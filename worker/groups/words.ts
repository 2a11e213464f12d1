import { ABOUT_LIMIT, type Fault, NAME_LIMIT, REASON_LIMIT } from './rules'

const LIMITS: Partial<Record<Fault['field'], number>> = {
  name: NAME_LIMIT,
  about: ABOUT_LIMIT,
  reason: REASON_LIMIT,
  reply: REASON_LIMIT,
}

const EMPTY: Partial<Record<Fault['field'], string>> = {
  name: 'Please give the group a name.',
  handle: 'Please type the handle of a member.',
  answer: 'Please choose one.',
}

/** What each fault says beside its field. */
export const sentenceOf = ({ field, reason }: Fault): string =>
  ({
    empty: EMPTY[field] ?? 'Please fill this in.',
    'too-long': `Please keep it to ${LIMITS[field] ?? REASON_LIMIT} characters.`,
    malformed: 'Please use small letters, digits and hyphens, up to 60 of them.',
    unspelled:
      'No word of the letters a to z and digits can be made of this name, by which spaces.yaml would know the group. Please give it one below, in the last field.',
    taken: 'There is a group of that name already.',
    nobody: 'Nobody has this handle. It is what follows the @ on somebody’s page.',
    'too-many': 'That are more groups than anybody keeps in mind. Use one that is there.',
    changed:
      'Somebody else changed this at the same moment. Please look at how it is now, and decide again.',
  })[reason]
