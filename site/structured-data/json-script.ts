const UNSAFE = /[<>&\u2028\u2029]/g

/**
 * JSON that is safe inside a `<script>`: it cannot end the script or begin a comment.
 *
 * `scriptJson({ name: '</script>' }) // => '{"name":"\\u003c/script\\u003e"}'`
 */
export const scriptJson = (data: unknown): string =>
  JSON.stringify(data).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
