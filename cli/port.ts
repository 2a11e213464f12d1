import { type AddressInfo, createServer } from 'node:net'
import { Fault } from './cli-error'

/** Throws when somebody else listens on this port, for one of the names of this machine. */
export const expectFree = async (port: number): Promise<void> => {
  for (const host of ['127.0.0.1', '::1']) await tryListening(port, host)
}

const tryListening = (port: number, host: string) =>
  new Promise<void>((done, fail) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE')
        fail(new Fault(`Port ${port} is busy. Stop what listens there, or set PORT to another.`))
      else if (code === 'EACCES')
        fail(new Fault(`Port ${port} is not for everybody to use. Set PORT to one above 1023.`))
      // A machine without IPv6 has no such address, and nobody who listens on it.
      else done()
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => done()))
  })

/** A port that nobody listens on, for ourselves alone. */
export const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
