import { ECDSASigValue } from '@peculiar/asn1-ecc'
import { AsnParser } from '@peculiar/asn1-schema'
import { X509Certificate } from '@peculiar/x509'
import { expect, test } from 'vitest'

test('the deployed replacements for parts of the passkey library are used in these tests too', () => {
  expect(() => new X509Certificate('')).toThrow('the hub reads no certificates')
  expect(() => AsnParser.parse(new Uint8Array(), ECDSASigValue)).toThrow('could not be read')
})
