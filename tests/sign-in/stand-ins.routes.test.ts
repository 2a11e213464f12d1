import { memoryAdapter } from '@better-auth/memory-adapter'
import { symmetricEncodeJWT } from 'better-auth/crypto'
import { expect, test } from 'vitest'

test('what stands in for parts of sign-in when it is deployed does so in these tests, too', async () => {
  expect(() => memoryAdapter({})).toThrow('the hub keeps nobody in memory')
  await expect(symmetricEncodeJWT({}, 'a secret', 'a salt')).rejects.toThrow('no encrypted tokens')
})
