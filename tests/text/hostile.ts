/* Hostile and awkward input: a small set of our own, and the public collections where they are. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ways in that the project's own makers would try; each is sent as body, name and website. */
export const ours = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<form action=javascript:alert(1)><button>x</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '</p></article></body><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  ']]><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '" autofocus onfocus="alert(1)',
  "' onmouseover='alert(1)",
  '</script><script>alert(1)//',
  '<!--<script>',
  '\u2028alert(1)\u2029',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](&#x6A;avascript&colon;alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](java\\script:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](https://e.example "onmouseover=alert(1)")',
  '[x](https://e.example "\\" onmouseover=alert(1) x=\\"")',
  '[x](https://e.example/"onmouseover="alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<https://e.example/"onmouseover="alert(1)>',
  'https://e.example/"onmouseover="alert(1)',
  'http://e.example/<script>alert(1)</script>',
  '![x](javascript:alert(1))',
  '![x](x"onerror="alert(1))',
  '![x" onerror="alert(1)](https://e.example/x.png)',
  '![<img src=x onerror=alert(1)>](https://e.example/x.png)',
  '[![x](javascript:alert(1))](javascript:alert(2))',
  '[[x](https://e.example)](javascript:alert(1))',
  '```"><script>alert(1)</script>\nx\n```',
  '``` x" onclick="alert(1)\nx\n```',
  '`<script>alert(1)</script>`',
  '    <script>alert(1)</script>',
  '|<script>alert(1)</script>|b|\n|-|-|\n|<img src=x onerror=alert(1)>|"|',
  '|a|\n|:-" onclick="alert(1)|',
  '1" onclick="alert(1). x',
  '# <script>alert(1)</script>\n# " id=a',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;lt;script&amp;gt;alert(1)',
  '<https://e.example/\u202e\u2066>',
  'http://xn--a.xn--b.example http://[::1 http://a:99999',
  'www.e.example/"onclick=alert(1)',
  'a@e.example"onclick=alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '＜script＞alert(1)＜/script＞',
  '\ud800<script>alert(1)</script>',
  '<scr\0ipt>alert(1)</scr\0ipt>',
  'javascript:alert(1)',
  'javascript://e.example/%0aalert(1)',
  ' \u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://e.example/" onclick="alert(1)',
  'https://e.example/<script>',
  'https://user:secret@e.example/',
  '//e.example/x',
  'blob:https://e.example/x',
]

const folder = process.env['HUB_CORPORA'] ?? ''

/** Whether the public collections are here: HUB_CORPORA names their folder. */
export const areHere = folder !== '' && existsSync(join(folder, 'README.md'))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** Each public collection of hostile texts, by its file's name; empty without HUB_CORPORA. */
export const collections = (): Record<string, string[]> =>
  areHere
    ? {
        'xss-dompurify.json': JSON.parse(read('xss-dompurify.json')) as string[],
        'xss-payloadbox.txt': read('xss-payloadbox.txt').split('\n').filter(Boolean),
        'xss-html5sec.txt': [
          read('xss-html5sec.txt'),
          ...read('xss-html5sec.txt').split('\n').filter(Boolean),
          ...read('xss-html5sec.txt').split(/(?=<div id="\d+">)/),
        ],
        'naughty-strings.json': JSON.parse(read('naughty-strings.json')) as string[],
      }
    : {}

/** The addresses of isemail with its verdict on each; empty without HUB_CORPORA. */
export const addresses = (): [email: string, verdict: string][] =>
  areHere ? (JSON.parse(read('email-isemail.json')) as [string, string][]) : []
