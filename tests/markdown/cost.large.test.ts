import { expect, test } from 'vitest'
import { toHtml, toText } from '../../worker/markdown/markdown'
import { clean } from '../../worker/lib/clean-text'
import { cost, ordinary, type Shape, shapes } from './shapes'

const LONGEST = 10_000

/** Four times the text costs a linear engine 4 times, a quadratic one 16 times. */
const GROWTH = 9

/** The most that a text may cost, in ordinary texts of its length. */
const DEAREST = 40

const write = (text: string) => toText(toHtml(clean(text)))

test('CPU: the worst text costs little more than an ordinary one, and grows no faster than it', () => {
  for (let warm = 0; warm < 20; warm++) write(ordinary(LONGEST))
  const usual = cost(() => write(ordinary(LONGEST)), 9)
  const measure = (shape: Shape, times: number) => {
    const text = shape(LONGEST)
    const longer = shape(4 * LONGEST)
    const one = cost(() => write(text), times)
    const four = cost(() => write(longer), times)
    return { one, growth: four / Math.max(one, usual) }
  }
  const isDear = ({ one, growth }: { one: number; growth: number }) =>
    growth > GROWTH || one > DEAREST * usual
  // What seems too dear may have been the machine's doing: it is measured again, three times.
  const measured = Object.entries(shapes).map(([name, shape]) => {
    const once = measure(shape, 1)
    return { name, ...(isDear(once) ? measure(shape, 3) : once) }
  })
  const worst = measured.toSorted((a, b) => b.one - a.one)
  console.info(`${LONGEST} characters of an ordinary text cost ${usual.toFixed(1)} ms; the worst:`)
  for (const { name, one } of worst.slice(0, 5)) console.info(`  ${one.toFixed(1)} ms: ${name}`)

  expect(measured.filter(isDear)).toEqual([])
})
