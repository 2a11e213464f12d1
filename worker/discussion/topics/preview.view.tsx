import { Safe } from '../../markdown/markdown'
import { ResourceSection } from './resource.view'
import type { TopicContent } from './rules'

interface PreviewProps {
  /** The safe HTML of the text; `undefined` if no preview was requested. */
  html: string | undefined
  content: Pick<TopicContent, 'title' | 'tags' | 'links' | 'contacts'>
  /** Whether the form has faults. */
  isFaulty: boolean
}

/** The preview of a topic. It takes the focus, because the author asked for it. */
export const TopicPreview = ({ html, content, isFaulty }: PreviewProps) =>
  html === undefined ? null : (
    <section class="comment-preview" aria-labelledby="preview-title" tabindex={-1} autofocus>
      <h2 id="preview-title">Preview</h2>
      {isFaulty && <p class="fault">Please fix the fields marked below.</p>}
      {content.title && (
        <h3 class="topic-preview-title" dir="auto">
          {content.title}
        </h3>
      )}
      <div class="e-content" dir="auto">
        <Safe html={html} />
      </div>
      <ResourceSection row={content} />
      {content.tags.length > 0 && (
        <ul class="tags" aria-label="Tags">
          {content.tags.map((tag) => (
            <li>{tag}</li>
          ))}
        </ul>
      )}
    </section>
  )
