/**
 * Reads a stream to its end, however slowly its reader takes it, and also when the reader leaves.
 * `tee()` would delay the head of a page until its last slot is filled.
 *
 * @returns the same stream, and all its parts once it has ended
 */
export const readAhead = (source: ReadableStream<Uint8Array>) => {
  let reader: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (reader = controller),
    cancel: () => void (reader = undefined),
  })
  const read = async () => {
    const parts: Uint8Array[] = []
    try {
      for await (const part of source) {
        parts.push(part)
        reader?.enqueue(part)
      }
      reader?.close()
    } catch (error) {
      reader?.error(error)
      throw error
    }
    return parts
  }
  return { body, whole: read() }
}
