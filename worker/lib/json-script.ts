/**
 * JSON that is safe inside a `<script>`: it cannot end the script or a line, or begin a comment.
 *
 * @example jsonForScript({ name: '</script>' }) // => '{"name":"\\u003c/script\\u003e"}'
 */
export const jsonForScript = (data: unknown): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
