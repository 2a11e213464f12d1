import { Safe } from '../../markdown/markdown'
import { ResourceSection } from './resource.view'
import type { TopicContent } from './rules'

interface PreviewProps {
  /** The safe HTML of the words; nothing is shown where it was not asked for. */
  html: string | undefined
  content: Pick<TopicContent, 'title' | 'tags' | 'links' | 'contacts'>
  /** Whether something is still in the way, as the fields below say. */
  isFaulty: boolean
}

/** How a topic would look: all of it that readers see. It takes the focus, because it was asked for. */
export const TopicPreview = ({ html, content, isFaulty }: PreviewProps) =>
  html === undefined ? null : (
    <section class="comment-preview" aria-labelledby="preview-title" tabindex={-1} autofocus>
      <h2 id="preview-title">Preview</h2>
      {isFaulty && (
        <p class="fault">Something is still in the way: the fields below say what it is.</p>
      )}
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
