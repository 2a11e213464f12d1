import { LONGEST_HANDLE, MOST_CHANGES, SHORTEST_HANDLE } from '../members/handles'
import { ABOUT_LIMIT, type OwnFault } from './own'

/** What each fault says beside its field. */
export const sentenceOf = ({ reason }: OwnFault): string =>
  ({
    'name-empty': 'Please tell us your name.',
    'name-too-long': 'Please use a shorter name.',
    'name-unreadable': 'Please use a name that everybody can read.',
    'name-reserved': 'That name belongs to somebody who works here. Please use another.',
    'handle-empty': 'Please choose a handle.',
    'handle-too-short': `Please use at least ${SHORTEST_HANDLE} characters.`,
    'handle-too-long': `Please use at most ${LONGEST_HANDLE} characters.`,
    'handle-not-latin':
      'Please use only the letters a to z, digits and hyphens: a letter of another alphabet may look just like one of these, and make two people look like one.',
    'handle-malformed': 'Please use only the letters a to z, digits, and hyphens between them.',
    'handle-reserved': 'That handle is kept for the hub or somebody who works here.',
    'handle-taken': 'That handle is somebody else’s. Please choose another.',
    'handle-too-often': `You have changed your handle ${MOST_CHANGES} times within a year. Please keep this one for now.`,
    'about-too-long': `Please keep it to ${ABOUT_LIMIT} characters.`,
    'website-too-long': 'That address is too long.',
    'website-credentials': 'Please give the address without a name and password in it.',
    'website-not-web': 'That is not the address of a website, such as https://example.com.',
    'too-fast':
      'That was very quick. Please wait a minute and send it again; what you typed is kept below.',
    'not-saved':
      'The hub could not save this just now. Please send it again in a moment; what you typed is kept below.',
  })[reason]
