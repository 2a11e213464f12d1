import { expect } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import type { Member } from '../../../worker/accounts/members/table'
import { checkProfile, profileForm, profileOf } from '../../../worker/pages/profiles/form'
import { profileData } from '../../../worker/pages/profiles/linked-data.view'
import { MemberFacts, Profile } from '../../../worker/pages/profiles/view'
import { paths } from '../../paths'
import { dangersInPage } from '../../markdown/oracle'

const may = { comment: 'at-once', links: 1, perHour: 1, start: true, followedLinks: true } as const
const hub = {
  paths,
  url: 'https://hub.test/community/',
  language: 'en-GB',
  timezone: 'Europe/London',
  people: {},
  reservedNames: [],
  levels: [{ id: 'guest', name: 'Guest', may: { ...may, accept: false } }],
} as unknown as Hub

const now = new Date('2026-11-01')
/** A member who has said nothing of themselves. */
export const nobody: Member = {
  id: '',
  handle: 'rosa',
  name: 'Rosa',
  email: 'rosa@example.org',
  emailVerified: true,
  invitedAt: null,
  isUnranked: false,
  isUnmailed: false,
  about: null,
  website: null,
  isWebsiteMutual: false,
  links: [],
  linksDueAt: null,
  role: null,
  person: null,
  level: null,
  approvedComments: 0,
  firstApprovedAt: null,
  answers: 0,
  bannedUntil: null,
  banReason: null,
  silencedUntil: null,
  silenceReason: null,
  createdAt: now,
  updatedAt: now,
}

/** A profile as it is kept when somebody types this wherever they may; what is refused is left as it was. */
export const saved = (text: string): Member => {
  const member = { ...nobody }
  for (const field of ['name', 'about', 'website', 'link1', 'handle'] as const) {
    const plain = { ...profileForm.blank, name: 'Rosa', handle: 'rosa' }
    const { values } = checkProfile({ ...plain, [field]: text }, hub, nobody)
    if (!values) continue
    const words = profileOf(values, hub, nobody)
    if (field === 'link1') member.links = words.links!
    else if (field !== 'handle') Object.assign(member, { [field]: words[field] })
    else expect(text.trim()).toMatch(/^[\w-]+$/)
  }
  return member
}

/** Their page, the part of it that a person's has, and what machines are told. */
export const pageOf = (member: Member) =>
  `<!doctype html><title>a</title>${String(Profile({ hub, now, member, isOwn: true }))}
  ${String(MemberFacts({ hub, now, member }))}
  <script type="application/ld+json">${profileData(hub, member, now)}</script>`

/** What of a text does something in a profile. */
export const dangersOf = (text: string) => dangersInPage(pageOf(saved(text)))

/** Saves each text wherever somebody may type it, and gives how many became what they say of themselves. */
export const countHarmless = (texts: readonly string[]) => {
  let kept = 0
  for (const text of texts) {
    const member = saved(text)
    expect(dangersInPage(pageOf(member)), text).toEqual([])
    if (member.about) kept++
  }
  return kept
}
