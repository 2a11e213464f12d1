/** Hosts that nobody but an attacker would lead to. */
const FOREIGN = 'evil.example'

/** How addresses are dressed up so that a careless check takes them for the hub's own. */
const shapes = [
  '//H',
  '///H',
  '////H/%2e%2e',
  '/\\H',
  '\\\\H',
  '\\/\\/H',
  '/%09/H',
  '/%0d/H',
  '/%5cH',
  '//%5cH',
  '%2f%2fH',
  '%252f%252fH',
  '.H',
  '@H',
  'https:H',
  'https:/H',
  'https://H',
  'HTTPS://H',
  'http://H',
  'https://hub.test@H/',
  'https://hub.test:443@H/',
  'https://hub.test%40H/',
  'https://H/hub.test',
  'https://H?hub.test',
  'https://H#hub.test',
  'https://H\\.hub.test',
  'https://hub.test.H/',
  'https://H%E3%80%82',
  'https://\u2026H',
  'https://ｅvil.example',
  '//H/%2f..',
  '/..//H',
  '../../../H',
  ';@H',
  '?url=//H',
  '#//H',
  '%00//H',
  '%0d%0aLocation:%20https://H',
  '\r\nLocation: https://H',
  'java%0d%0ascript:alert(1)',
  'javascript:location="https://H"',
  'data:text/html,<script>location="https://H"</script>',
  'vbscript:msgbox(1)',
  'ftp://H',
  'file:///etc/passwd',
  'course/..//H',
  'course@H',
  'course%2f..%2f..%2f%2fH',
  'course%00',
  'course\u0000',
  '__proto__',
  'toString',
]

/** Addresses that lead elsewhere, as public lists of open redirects have them. */
export const redirects = shapes.map((shape) => shape.replaceAll('H', FOREIGN))

/** Names that redirects go by in other programs, and those that this one knows. */
export const names = (
  'from to url uri next dest destination redirect redirect_uri return returnTo return_to continue ' +
  'target goto link out id kind utm_source utm_content base host'
).split(' ')
