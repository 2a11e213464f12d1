/** Arrows between things that are known by name. */
export type Graph = Map<string, Set<string>>

export const graphOf = (arrows: Iterable<readonly [string, string]>): Graph => {
  const graph: Graph = new Map()
  for (const [from, to] of arrows) {
    if (from === to) continue
    graph.set(from, (graph.get(from) ?? new Set()).add(to))
    if (!graph.has(to)) graph.set(to, new Set())
  }
  return graph
}

/** The circles of a graph: its strongly connected components of more than one member (Tarjan). */
export const findCircles = (graph: Graph): string[][] => {
  const circles: string[][] = []
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const visit = (node: string) => {
    index.set(node, index.size)
    low.set(node, index.get(node)!)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== index.get(node)) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) circles.push(circle.toSorted())
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return circles
}

/** Pairs that point at each other, each once. */
export const findPairs = (graph: Graph): [string, string][] =>
  [...graph].flatMap(([from, nexts]) =>
    [...nexts]
      .filter((to) => from < to && graph.get(to)?.has(from))
      .map((to) => [from, to] as [string, string]),
  )
