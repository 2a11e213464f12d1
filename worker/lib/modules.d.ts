/** The package's own types are not at the path that its manifest gives. */
declare module 'fflate' {
  /** A zip of the files, by path. */
  export const zipSync: (
    files: Record<string, Uint8Array>,
    options?: { mtime?: Date },
  ) => Uint8Array<ArrayBuffer>
}
