import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chance, type Draw, drawing } from './random'
import { code, heading, list, paragraph, sentence, table } from './words'

const tags = ['workshop', 'commuting', 'winter', 'parts', 'routes', 'hire', 'cargo', 'lights']
const kinds = ['news', 'news', 'question', 'idea', 'resource'] as const

/** The words of a post: 300 to 600 of them, under headings, with a list, a table, a program. */
export const postBody = (draw: Draw): string =>
  [
    paragraph(draw),
    `## ${heading(draw)}`,
    paragraph(draw),
    draw.happens(0.7) ? list(draw) : paragraph(draw),
    ...(draw.happens(0.4) ? [code(draw)] : []),
    `## ${heading(draw)}`,
    paragraph(draw),
    ...(draw.happens(0.3) ? [table(draw)] : []),
    ...(draw.happens(0.3) ? [`> ${sentence(draw)}`] : []),
    paragraph(draw),
  ].join('\n\n')

const day = (index: number) => new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10)

const post = (index: number) => {
  const draw = drawing(chance(index))
  const chosen = [draw.one(tags), draw.one(tags)].filter((tag, at, all) => all.indexOf(tag) === at)
  return `---
title: ${heading(draw)}
date: ${day(index % 9000)}
kind: ${draw.one(kinds)}
authors: [mara]
tags: [${chosen.join(', ')}]
summary: ${sentence(draw).replaceAll(/[:`*[\]]/g, '')}
---

${postBody(draw)}
`
}

/** Writes so many posts into a folder that holds nothing else, the same ones in every run. */
export const writePosts = (folder: string, count: number, ending: 'md' | 'mdx'): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (let index = 0; index < count; index++)
    writeFileSync(join(folder, `post-${index}.${ending}`), post(index))
}
