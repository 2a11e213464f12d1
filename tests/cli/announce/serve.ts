import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as a stand-in sees it. */
export interface Request {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

/** What it answers; a body that is no text goes out as JSON. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** What goes wrong on the way: an answer instead, or none, before or after the work is done. */
type Trouble = Answer | 'lost before' | 'lost after'

/** A server of somebody else on this machine, and what can go wrong with it. */
export const serve = async (answer: (request: Request) => Answer | Promise<Answer>) => {
  const seen: Request[] = []
  const troubles = new Map<string, Trouble>()
  const hear = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url!, 'http://localhost')
    const { headers, method = 'GET' } = incoming
    const body = await buffer(incoming)
    const request = { method, path: url.pathname, query: url.searchParams, headers, body }
    seen.push(request)
    const trouble = troubles.get(request.path)
    troubles.delete(request.path)
    if (trouble === 'lost before') return void outgoing.destroy()
    const answered = typeof trouble === 'object' ? trouble : await answer(request)
    if (trouble === 'lost after') return void outgoing.destroy()
    const isText = typeof answered.body === 'string' || answered.body instanceof Uint8Array
    outgoing.writeHead(answered.status ?? 200, {
      ...(!isText && { 'content-type': 'application/json; charset=utf-8' }),
      ...answered.headers,
    })
    outgoing.end(isText ? answered.body : JSON.stringify(answered.body ?? {}))
  }
  const server = createServer((incoming, outgoing) => void hear(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    /** Lets the next request to this path go wrong. */
    trouble: (path: string, what: Trouble) => void troubles.set(path, what),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}
