import { expect, test } from 'vitest'
import { shareLink } from '../../site/networks/list'

test('a share link carries the address and the title, escaped', () => {
  expect(
    shareLink('https://social.example/?u={url}&t={title}', {
      url: 'https://hub.example/posts/a/',
      title: 'Tea & "toast"',
    }),
  ).toBe(
    'https://social.example/?u=https%3A%2F%2Fhub.example%2Fposts%2Fa%2F&t=Tea%20%26%20%22toast%22',
  )
})
