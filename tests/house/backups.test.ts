import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { KEPT, LEFT_OUT, REBUILT } from '../../cli/backup/tables'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

/** The tables of the migrations; full-text tables follow from `documents`. */
const tables = globSync('worker/migrations/*.sql', { cwd: root }).flatMap((path) =>
  [...read(path).matchAll(/^create table (?:if not exists )?[`"]?(\w+)/gim)].map(
    ([, name]) => name!,
  ),
)

test('a backup keeps, leaves out or rebuilds every table, by name', () => {
  const classified = [...KEPT, ...Object.keys(LEFT_OUT), ...Object.keys(REBUILT)]
  expect(classified.toSorted()).toEqual(tables.toSorted())
})

test('cli/README.md names what a backup leaves out', () => {
  const [, section = ''] = /### Backup and restore\n(.*?)\n## /s.exec(read('cli/README.md')) ?? []
  for (const table of Object.keys(LEFT_OUT)) expect(section).toContain(`\`${table}\``)
})
