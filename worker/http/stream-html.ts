/**
 * HTML that is still being rendered, as a stream for HTMLRewriter: a handler that awaits delays the
 * page above its slot, a stream does not. If rendering fails, `onFailure` is called and the stream
 * contains `fallback`.
 */
export const streamHtml = (
  rendering: Promise<string>,
  fallback: string,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  // Caught at once: it may fail before its slot streams, and would be an unhandled rejection.
  const html = rendering.catch((error: unknown) => {
    onFailure(error)
    return fallback
  })
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await html))
      controller.close()
    },
  })
}
