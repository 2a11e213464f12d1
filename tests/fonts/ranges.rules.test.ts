import { expect, test } from 'vitest'
import { charactersIn } from '../../site/hub/fonts'

test('a range of characters is read as CSS writes it', () => {
  expect(charactersIn('U+41-43,U+20AC')).toBe('ABC€')
})
