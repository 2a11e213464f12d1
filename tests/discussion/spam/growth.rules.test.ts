import { expect, test } from 'vitest'
import { withoutDense } from '../../../worker/lib/clean-text'

test('no typed text becomes more than four times as long when it is normalized', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code)
    const text = withoutDense(letter)
    for (const form of ['NFKC', 'NFKD'])
      if (text.normalize(form).length > 4 * letter.length)
        expect.fail(`U+${code.toString(16)} grows to ${text.normalize(form)}`)
  }
})
