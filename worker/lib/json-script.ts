/**
 * JSON that can stand inside a `<script>`: nothing in it ends the script, a line of it, or begins a
 * comment.
 *
 * @example embed({ name: '</script>' }) // => '{"name":"\\u003c/script\\u003e"}'
 */
export const jsonForScript = (facts: unknown): string =>
  JSON.stringify(facts).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
