const inflate = (packed: Uint8Array<ArrayBuffer>) =>
  new Response(
    new Response(packed).body!.pipeThrough(new DecompressionStream('deflate-raw')),
  ).text()

/**
 * The files in a zip, by path, read from its own table of contents (APPNOTE 4.3.12): by other means
 * than those that wrote it.
 */
export const unzip = async (bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, string>> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (from: number, length: number) =>
    new TextDecoder().decode(bytes.subarray(from, from + length))
  let end = bytes.length - 22
  while (view.getUint32(end, true) !== 0x06054b50) end--
  let at = view.getUint32(end + 16, true)
  const files: Record<string, string> = {}
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [method, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)]
    const name = view.getUint16(at + 28, true)
    const header = view.getUint32(at + 42, true)
    const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
    const packed = bytes.subarray(from, from + size)
    files[text(at + 46, name)] = method === 8 ? await inflate(packed) : text(from, size)
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return files
}
