import { describe, expect, test } from 'vitest'
import { emailFault, toEmail, toWebsite, websiteFault } from '../../worker/lib/email-and-url'
import { addresses, areHere } from './hostile'

test.each([
  ['example.com', 'https://example.com/'],
  [' HTTP://Example.COM/Me?a=1#b ', 'http://example.com/Me?a=1#b'],
  ['//example.com', 'https://example.com/'],
  ['example.com:8443/x', 'https://example.com:8443/x'],
  ['münchen.example', 'https://xn--mnchen-3ya.example/'],
  ['https://例え.テスト/', 'https://xn--r8jz45g.xn--zckzah/'],
  ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
])('the website %s is kept as %s', (typed, kept) => {
  expect(websiteFault(typed)).toBeUndefined()
  expect(toWebsite(typed)).toBe(kept)
  expect(toWebsite(kept)).toBe(kept)
})

test('no website is no fault', () => {
  expect([websiteFault('  '), toWebsite('  ')]).toEqual([undefined, undefined])
})

test.each([
  ['javascript:alert(1)', 'not-web'],
  ['JavaScript:alert(1)//example.com', 'not-web'],
  ['javascript:1//example.com', 'not-web'],
  ['java\tscript:alert(1)', 'not-web'],
  ['data:text/html,x', 'not-web'],
  ['mailto:a@example.com', 'not-web'],
  ['ftp://example.com', 'not-web'],
  ['https://', 'not-web'],
  ['https://localhost/', 'not-web'],
  ['https://127.0.0.1/', 'not-web'],
  ['https://0x7f.1/', 'not-web'],
  ['https://[::1]/', 'not-web'],
  ['https://intranet/', 'not-web'],
  ['https://example.com\\@evil.example', 'not-web'],
  ['my site', 'not-web'],
  ['https://example.com/\u202e', 'not-web'],
  ['https://ada:secret@example.com', 'credentials'],
  ['https://example.com@evil.example', 'credentials'],
  [`https://example.com/${'a'.repeat(300)}`, 'too-long'],
  [`https://example.com/${'漢'.repeat(100)}`, 'too-long'],
])('the website %s is refused: %s', (typed, fault) => {
  expect(websiteFault(typed)).toBe(fault)
  expect(toWebsite(typed)).toBeUndefined()
})

test.each([
  [' Ada@Example.COM ', 'Ada@example.com'],
  ["o'brien+hub@mail.example.co.uk", "o'brien+hub@mail.example.co.uk"],
  ['ñoñó@example.com', 'ñoñó@example.com'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
])('the address %s is kept as %s', (typed, kept) => {
  expect(emailFault(typed)).toBeUndefined()
  expect(toEmail(typed)).toBe(kept)
  expect(toEmail(kept)).toBe(kept)
})

test.each([
  ['ada@example.com\r\nBcc: all@example.com'],
  ['ada@example.com\n'],
  ['ada\r@example.com'],
  ['ada@example.com%0aBcc:all@example.com'],
  ['Ada <ada@example.com>'],
  ['"Ada" ada@example.com'],
  ['"ada b"@example.com'],
  ['ada@example.com, bob@example.com'],
  ['ada@example.com;bob@example.com'],
  ['ada@example.com bob@example.com'],
  ['ada(comment)@example.com'],
  ['ada@[127.0.0.1]'],
  ['ada@127.0.0.1'],
  ['ada@localhost'],
  ['ada@example.com:25'],
  ['ada@example.com/x'],
  ['ada@exa_mple.com'],
  ['ada@-example.com'],
  ['ada@example..com'],
  ['.ada@example.com'],
  ['ada..b@example.com'],
  ['@example.com'],
  ['ada@'],
  ['ada'],
  ['ada\u200b@example.com'],
  ['ada\u202e@example.com'],
  [`${'a'.repeat(65)}@example.com`],
])('the address %j is nobody we could write to', (typed) => {
  expect(emailFault(typed)).toBe('malformed')
  expect(toEmail(typed)).toBeUndefined()
})

test('an address has an end and a beginning', () => {
  expect(emailFault(' ')).toBe('empty')
  expect(emailFault(`a@${'b.'.repeat(130)}com`)).toBe('too-long')
  expect(emailFault('a'.repeat(100_000))).toBe('too-long')
})

describe('the addresses of isemail', () => {
  /** A host of one name, and a domain with a character that Unicode has not given out. */
  const EXOTIC = /@[^.]+$|\p{Cn}/u

  test.skipIf(!areHere)('nothing it finds invalid is taken (skipped without HUB_CORPORA)', () => {
    const taken = addresses().filter(
      ([email, verdict]) => verdict.startsWith('err') && toEmail(email),
    )
    expect(taken).toEqual([])
  })

  test.skipIf(!areHere)(
    'what it finds valid is taken but for the exotic (skipped without HUB_CORPORA)',
    () => {
      const valid = addresses().filter(([, verdict]) => verdict === 'valid')
      const refused = valid.filter(([email]) => !toEmail(email))
      const more = addresses().filter(([email, verdict]) => verdict !== 'valid' && toEmail(email))
      const agreed = addresses().length - refused.length - more.length
      console.info(`isemail: agrees on ${agreed} of ${addresses().length}`)
      for (const [email] of refused) console.info(`  valid, but refused: ${email}`)
      for (const [email, verdict] of more) console.info(`  ${verdict}, but taken: ${email}`)
      expect(refused.filter(([email]) => !EXOTIC.test(email))).toEqual([])
    },
  )
})
