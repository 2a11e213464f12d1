import { fileURLToPath } from 'node:url'

/** Where a body stands: what links and pictures are measured against. */
export interface HubContext {
  /** The path of the hub on its host, with a slash at both ends. */
  base: string
  /** Where the hub lives: `https://www.example.com`. */
  origin: string
  /** The content folder, whole. */
  content: string
  /** Hosts whose pictures may be shown. */
  pictureHosts: readonly string[]
}

/** What a reader of the warnings should know about one body. */
export type Finding =
  | { kind: 'link'; written: string; address: string }
  /** An offer by its id, and whether it stands amid words, where it can not be shown. */
  | { kind: 'offer'; written: string; isInline: boolean }
  /** A component in a text that is no MDX, by its name, where it is shown as it is written. */
  | { kind: 'component'; written: string }
  /** A link to another host. */
  | { kind: 'outside'; written: string; address: string }
  | {
      kind: 'missing picture' | 'remote picture' | 'embed' | 'directive' | 'script'
      written: string
    }

/** One body in its house, and who hears of what was changed in it. */
export interface PageContext extends HubContext {
  /** The file the body is from, whole. */
  file: string
  found: (finding: Finding) => void
}

/** A place from what Sätteri hands a plugin; the content check listens in its data bag. */
export const pageContextOf = (
  house: HubContext,
  { fileURL, data }: { fileURL: URL | undefined; data: Record<string, unknown> },
): PageContext => ({
  ...house,
  file: fileURL ? fileURLToPath(fileURL.href) : '',
  found: (data['found'] as PageContext['found'] | undefined) ?? (() => undefined),
})
