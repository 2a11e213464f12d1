/** Words of strangers, which must not move the cursor, ring the bell or turn the line around. */
export const visible = (text: string) => text.replaceAll(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, '�')
