import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { isHost } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { toWebsite } from '../../lib/email-and-url'
import type { CommentValues } from './form'
import type { Comment } from './table'

/** The name under a comment, and what is shown beside it. */
export type Signature = Pick<Comment, 'name' | 'website'> &
  Partial<Pick<Comment, 'memberId' | 'handle' | 'level' | 'person' | 'asHost'>>

/** The website shown beside the author's name. */
export const websiteOf = (
  member: SignedIn | undefined,
  values: Pick<CommentValues, 'website'>,
): string | null => (member ? toWebsite(member.website ?? '') : values.website) ?? null

/** A member's signature: from their profile or their file in `content/people/`, never from a form. */
export const memberSignature = ({ people }: Hub, member: SignedIn, viewer: Viewer): Signature => {
  const person = isHost(viewer) ? member.person : null
  const filed = person !== null && Object.hasOwn(people, person) ? people[person] : undefined
  return {
    memberId: member.id,
    name: filed?.name ?? member.name,
    website: websiteOf(member, {}),
    handle: member.handle,
    level: viewer.level.id,
    asHost: isHost(viewer),
    person,
  }
}

export const guestSignature = (values: CommentValues): Signature => ({
  name: values.name!,
  website: values.website ?? null,
})
