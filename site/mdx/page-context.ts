import { fileURLToPath } from 'node:url'

/** The hub's settings that the rendering of bodies needs. */
export interface HubContext {
  /** The path of the hub on its host, with a slash at both ends. */
  base: string
  /** The hub's origin: `https://www.example.com`. */
  origin: string
  /** The absolute path of the content folder. */
  content: string
  /** Hosts whose pictures may be shown. */
  pictureHosts: readonly string[]
}

/** A finding of the renderer for the content check. */
export type Finding =
  | { kind: 'link'; written: string; address: string }
  /** An offer by its id, and whether it is within a paragraph, where it cannot be shown. */
  | { kind: 'offer'; written: string; isInline: boolean }
  /** A component by its name, in a file that is not MDX, where it is shown as text. */
  | { kind: 'component'; written: string }
  /** A link to another host. */
  | { kind: 'outside'; written: string; address: string }
  | {
      kind: 'missing picture' | 'remote picture' | 'embed' | 'directive' | 'script'
      written: string
    }

/** The context of one body. */
export interface PageContext extends HubContext {
  /** The absolute path of its file. */
  file: string
  found: (finding: Finding) => void
}

/** The context of a body in a Sätteri plugin; the content check receives findings through `data`. */
export const pageContextOf = (
  house: HubContext,
  { fileURL, data }: { fileURL: URL | undefined; data: Record<string, unknown> },
): PageContext => ({
  ...house,
  file: fileURL ? fileURLToPath(fileURL.href) : '',
  found: (data['found'] as PageContext['found'] | undefined) ?? (() => undefined),
})
