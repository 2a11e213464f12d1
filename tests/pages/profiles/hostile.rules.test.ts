import { expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import type { Member } from '../../../worker/accounts/members/table'
import { checkProfile, profileForm, profileOf } from '../../../worker/pages/profiles/form'
import { profileData } from '../../../worker/pages/profiles/linked-data.view'
import { MemberFacts, Profile } from '../../../worker/pages/profiles/view'
import { paths } from '../../paths'
import { areHere, collections } from '../../markdown/hostile'
import { dangersInPage } from '../../markdown/oracle'
import { ours } from '../../markdown/ours'

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
const nobody: Member = {
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
const saved = (text: string): Member => {
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
const pageOf = (member: Member) =>
  `<!doctype html><title>a</title>${String(Profile({ hub, now, member, isOwn: true }))}
  ${String(MemberFacts({ hub, now, member }))}
  <script type="application/ld+json">${profileData(hub, member, now)}</script>`

const dangersOf = (text: string) => dangersInPage(pageOf(saved(text)))

test('the test detects text that is not escaped', () => {
  expect(dangersInPage(`${pageOf(nobody)}<img src=x onerror=alert(1)>`)).not.toEqual([])
  expect(dangersInPage(pageOf({ ...nobody, website: 'javascript:alert(1)' }))).not.toEqual([])
})

test('stored XSS: our own hostile texts do nothing in a profile', () => {
  for (const text of ours) expect(dangersOf(text), text).toEqual([])
})

test.skipIf(!areHere)(
  'stored XSS: the public collections do nothing in a profile (skipped without HUB_CORPORA)',
  () => {
    let kept = 0
    for (const texts of Object.values(collections()))
      for (const text of texts) {
        const member = saved(text)
        expect(dangersInPage(pageOf(member)), text).toEqual([])
        if (member.about) kept++
      }
    expect(kept).toBeGreaterThan(1000)
  },
)
