import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { ECDSASigValue as TheirShape } from '@peculiar/asn1-ecc'
import { AsnParser as TheirParser } from '@peculiar/asn1-schema'
import { describe, expect, test } from 'vitest'
import { AsnParser, ECDSASigValue } from '../../../worker/lib/ecdsa-signature'

/* In Node, the imports resolve to the packages themselves: each replacement is compared with its original. */

const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex')
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const read = (signature: Uint8Array) => AsnParser.parse(signature, ECDSASigValue)

describe('the two numbers of a signature', () => {
  test.each([
    // One in 256 begins with a zero.
    ['P-256', 300],
    ['P-384', 60],
    ['P-521', 60],
  ])('are parsed as by the library: %s', (namedCurve, most) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve })
    for (let times = 0; times < most; times++) {
      const signature = new Uint8Array(sign('sha256', randomBytes(8), privateKey))
      const theirs = TheirParser.parse(signature, TheirShape)
      const { r, s } = read(signature)
      expect([hex(r), hex(s)]).toEqual([hex(theirs.r), hex(theirs.s)])
    }
  })

  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['no number', '3000'],
    ['one number', '3003 020105'],
    ['three numbers', '3009 020105 020107 020109'],
    ['an empty number', '3005 020105 0200'],
    ['a number that ends too late', '3006 020105 020207'],
    ['a number that is text', '3006 020105 130107'],
    ['a set', '3106 020105 020107'],
    ['something behind', '3006 020105 020107 00'],
    ['an end too far', '3007 020105 020107'],
    ['a short length said long', '308106 020105 020107'],
    ['a length without an end', '3080 020105 020107 0000'],
    ['a length of two bytes', '30820006 020105 020107'],
  ])('are not parsed from anything else: %s', (_, signature) => {
    expect(() => read(bytes(signature))).toThrow('a signature could not be read')
  })

  test('are parsed from a signature only', () => {
    expect(read(bytes('3006 020105 020107'))).toEqual({ r: bytes('05'), s: bytes('07') })
    expect(() => AsnParser.parse(bytes('3006 020105 020107'), TheirShape)).toThrow('signature')
  })
})
