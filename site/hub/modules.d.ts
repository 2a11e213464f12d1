declare module 'virtual:hub-brand' {
  /** The address of the logo; undefined if `hub.yaml` names none. */
  export const logo: string | undefined
  /** The address of the typeface's first file; undefined for `system`. */
  export const font: string | undefined
}

declare module 'subset-font' {
  interface Options {
    targetFormat?: 'sfnt' | 'woff' | 'woff2'
    /** The remaining range of each axis. */
    variationAxes?: Record<string, number | { min: number; max: number }>
    /** Excludes glyphs that only layout rules use. */
    noLayoutClosure?: boolean
  }
  /** A font reduced to these characters. */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>
}
