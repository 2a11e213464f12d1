/** Text by users without control characters, which could move the cursor, ring the bell or reverse the line. */
export const escapeControl = (text: string) =>
  text.replaceAll(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, '�')
