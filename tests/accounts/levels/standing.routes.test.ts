import { describe, expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { grants } from '../../../worker/accounts/members/table'
import { ask, bindings, db, member } from '../../world'
import { inWeather } from '../../faulty-db'

const page = '/community/levels/'
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000)
type Rosa = Awaited<ReturnType<typeof member>>

/** The section about the viewer’s level, as text. */
const standingOf = async (rosa: Rosa) => {
  const { body } = await ask(page, {}, rosa)
  const [, inside = ''] = /<hub-standing[^>]*>(.*?)<\/hub-standing>/s.exec(body) ?? []
  return inside.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

const give = ({ id }: Rosa, kind: 'grant' | 'hold', level: string, reason: string) =>
  db.insert(grants).values({
    id: newId(new Date()),
    memberId: id,
    kind,
    level,
    reason,
    grantedBy: 'somebody',
    grantedAt: new Date(),
  })

describe('a signed-in member sees their level and the next:', () => {
  test('what the next level and those above still take', async () => {
    const rosa = await member({ approvedComments: 1, firstApprovedAt: daysAgo(2) })
    const said = await standingOf(rosa)
    expect(said).toContain('Your level: Newcomer')
    expect(said).toContain('Next: Regular')
    expect(said).toContain('2 more published comments')
    expect(said).toContain('5 more days')
    expect(said).toContain('Later: Expert')
    expect(said).toContain('5 more accepted answers')
  })

  test('a member without comments sees when the days start', async () => {
    expect(await standingOf(await member())).toContain('7 days from your first published comment')
  })

  test('the highest level is thanked, and a host sees that they have every permission', async () => {
    expect(await standingOf(await member({ answers: 5 }))).toContain('This is the highest level')
    expect(await standingOf(await member({ role: 'host' }))).toContain('Your level: Host')
    expect(await standingOf(await member({ role: 'owner' }))).toContain('Your level: Owner')
  })

  test('the reason of a grant or hold is shown', async () => {
    const rosa = await member()
    await give(rosa, 'grant', 'expert', 'Mends <b>anything</b>')
    expect(await standingOf(rosa)).toContain('A host gave you this level: Mends &lt;b&gt;anything')
    await give(rosa, 'hold', 'newcomer', 'Until the shouting stops')
    const said = await standingOf(rosa)
    expect(said).toContain('Your level: Newcomer')
    expect(said).toContain('A host holds you at this level: Until the shouting stops')
    expect(said).not.toContain('Mends')
  })

  test('a grant or hold without effect is not shown', async () => {
    const rosa = await member({ answers: 5 })
    await give(rosa, 'grant', 'regular', 'Long ago')
    await give(rosa, 'hold', 'expert', 'Not now')
    const said = await standingOf(rosa)
    expect(said).toContain('Your level: Expert')
    expect(said).not.toMatch(/Long ago|Not now/)
  })

  test('the card of the member’s level is marked', async () => {
    const { body } = await ask(page, {}, await member({ answers: 5 }))
    expect(body).toMatch(/<li[^>]*data-level="expert"[^>]*aria-current="step"/)
    expect(body.match(/aria-current="step"/g)).toHaveLength(1)
  })
})

test('without a session the page is static and costs no query', async () => {
  let asked = 0
  const count = () => {
    asked++
    return 'fine' as const
  }
  const env = { DB: inWeather(bindings.DB, count) }
  for (const cookie of [undefined, 'hub-guest=x', 'hub-session=forged.x']) {
    const { status, body } = await ask(page, {}, { env, cookie })
    expect(status).toBe(200)
    expect(body).not.toContain('Your level')
  }
  expect(asked).toBe(0)
})

test('while the database is unavailable, the page is shown without the level', async () => {
  const rosa = await member()
  const env = { DB: inWeather(bindings.DB, () => 'down') }
  const { status, body } = await ask(page, {}, { ...rosa, env })
  expect(status).toBe(200)
  expect(body).toContain('Levels and permissions')
  expect(body).not.toContain('Your level')
})
