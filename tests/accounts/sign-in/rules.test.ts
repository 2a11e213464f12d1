import { expect, test } from 'vitest'
import { browserName, safeReturnPath } from '../../../worker/accounts/sign-in/rules'
import { paths } from '../../paths'

test.each([
  '/community/',
  '/community/posts/welcome/',
  '/community/posts/welcome/?sort=newest',
  '/community/posts/welcome/?from=0199#c-0199',
  '/community/search/?q=wheel%20%26%20spoke',
  '/community/people/sign-in-sally/',
])('a sign-in returns to %s', (path) => {
  expect(safeReturnPath(paths, path)).toBe(path)
})

test.each([
  '',
  '/',
  '//evil.example',
  '//evil.example/community/',
  '/\\evil.example',
  '\\\\evil.example',
  '///evil.example',
  '/community//evil.example',
  '/community/\\evil.example',
  '/community/%5cevil.example',
  '/community/%2f%2fevil.example',
  '/community/..//evil.example',
  '/community/../../evil',
  '/community/%2e%2e/admin',
  '/community/.%2e/admin',
  '/community/x/../../admin',
  '/community/\t/evil.example',
  '/community/\n',
  '/community/%0d%0aLocation:%20https://evil.example',
  '/community/\u0000',
  '/community/\u202e',
  '/community/%E2%80%AE',
  '/community/%',
  '/communityevil.example',
  '/community@evil.example',
  '/Community/',
  'community/',
  'https://evil.example',
  'https://evil.example/community/',
  'https:/community/',
  'https:evil.example',
  'http://hub.invalid/community/',
  'javascript:alert(1)',
  'JavaScript:alert(1)//community/',
  'data:text/html,x',
  ' /community/',
  '/community/ x',
  `/community/${'x'.repeat(600)}`,
])('a sign-in never returns to %j', (path) => {
  expect(safeReturnPath(paths, path)).toBe('/community/')
})

test.each([
  '/community/sign-in/',
  '/community/sign-in/?returnTo=/community/sign-in/',
  '/community/sign%2din/',
  '/community/auth/sign-out',
  '/community/auth/callback/google?code=x&state=y',
  '/community/%61uth/sign-out',
])('nor to a page of signing in: %s', (path) => {
  expect(safeReturnPath(paths, path)).toBe('/community/')
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
    'Chrome on Linux',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari on Mac',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0 Mobile/15E148 Safari/604.1',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'A browser'],
  ['', 'A browser'],
])('of %s only this is stored: %s', (userAgent, kept) => {
  expect(browserName(userAgent)).toBe(kept)
})
