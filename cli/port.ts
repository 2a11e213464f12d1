import { type AddressInfo, createServer } from 'node:net'
import { CliError } from './cli-error'

/** Throws when another program listens on this port, under IPv4 or IPv6. */
export const expectFree = async (port: number): Promise<void> => {
  for (const host of ['127.0.0.1', '::1']) await tryListening(port, host)
}

const tryListening = (port: number, host: string) =>
  new Promise<void>((done, fail) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE')
        fail(
          new CliError(
            `Port ${port} is in use. Stop the program that uses it, or set PORT to another port.`,
          ),
        )
      else if (code === 'EACCES')
        fail(
          new CliError(`Port ${port} needs administrator rights. Set PORT to a number above 1023.`),
        )
      // A machine without IPv6 has no such address, so nothing listens on it.
      else done()
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => done()))
  })

/** A free port on 127.0.0.1. */
export const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
