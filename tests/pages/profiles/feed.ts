import { expect } from 'vitest'
import { xml2js } from 'xml-js'
import { ask, cold } from '../../world'

/** The feed of a person as a strict reader takes it: it throws at what is no XML. */
export const feedOf = async (handle: string, env = {}) => {
  const { status, headers, body } = await ask(cold(`people/${handle}/feed.xml`), {}, { env })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const { feed } = xml2js(body, {
    compact: true,
    textKey: 'text',
    cdataKey: 'cdata',
    attributesKey: 'attributes',
  }) as Record<string, any>
  const entries: any[] = [feed.entry ?? []].flat()
  return { feed, body, entries }
}

/** The text of an element, in one piece or as CDATA. */
export const wordIn = (node: any): string => [node?.text ?? node?.cdata ?? ''].flat().join('')
