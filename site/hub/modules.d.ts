declare module 'virtual:hub-brand' {
  /** The address of the logo; none when `hub.yaml` names none. */
  export const logo: string | undefined
  /** The address of the typeface's first file; none for `system`. */
  export const font: string | undefined
}

declare module 'subset-font' {
  interface Options {
    targetFormat?: 'sfnt' | 'woff' | 'woff2'
    /** An axis and what is left of it. */
    variationAxes?: Record<string, number | { min: number; max: number }>
    /** Leave out the glyphs that only layout rules reach. */
    noLayoutClosure?: boolean
  }
  /** A font with nothing in it but what these characters need. */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>
}
