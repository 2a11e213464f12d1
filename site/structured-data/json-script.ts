const UNSAFE = /[<>&\u2028\u2029]/g

/**
 * JSON that can stand inside a `<script>`: nothing in it ends the script or begins a comment.
 *
 * `embed({ name: '</script>' }) // => '{"name":"\\u003c/script\\u003e"}'`
 */
export const scriptJson = (facts: unknown): string =>
  JSON.stringify(facts).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
