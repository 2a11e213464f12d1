import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
} from 'yaml'

/** A syntax error in YAML, with its line. */
export interface YamlFault {
  line: number
  message: string
}

/** YAML as data, with the line of each key. */
export interface ReadYaml {
  /** The data; dates stay text. */
  data: unknown
  faults: YamlFault[]
  /** The line of a key, or of its nearest existing parent. */
  lineOf: (path: readonly PropertyKey[]) => number
}

/** Parses YAML that begins on `firstLine` of its file: `readYaml('name: Northgate').data`. */
export const readYaml = (text: string, firstLine = 1): ReadYaml => {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  })
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1
  const faults = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message }))
  return {
    data: faults.length > 0 ? undefined : document.toJS(),
    faults,
    lineOf: (path) => lineAt(offsetOf(document, path)),
  }
}

const offsetOf = (document: Document, path: readonly PropertyKey[]) => {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of path) {
    const found = isMap(node)
      ? node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step)
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined
    if (!found) break
    offset = startOf(isPair(found) ? found.key : found) ?? offset
    node = isPair(found) ? found.value : found
  }
  return offset
}

const startOf = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined)
