/** Its types are not where its package says they are. */
declare module 'fflate' {
  /** The files, by path, in one zip. */
  export const zipSync: (
    files: Record<string, Uint8Array>,
    options?: { mtime?: Date },
  ) => Uint8Array<ArrayBuffer>
}
