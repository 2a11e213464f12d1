/**
 * HTML that is still being drawn, as a stream to hand to HTMLRewriter.
 *
 * A handler that awaits holds back the page above its slot; a slot given a stream lets it go at
 * once. If the drawing fails, `resting` takes its place and `failed` is told.
 */
export const streamHtml = (
  drawing: Promise<string>,
  resting: string,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  // Caught at once: a drawing that fails before its slot comes by must not go unheard.
  const html = drawing.catch((error: unknown) => {
    failed(error)
    return resting
  })
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await html))
      controller.close()
    },
  })
}
