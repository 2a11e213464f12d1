import type { Paths } from '../../../site/contract/paths'
import type { Email } from '../view'

/** The widths at which emails are shown, in CSS pixels: a telephone, and a column of a mail program. */
const WIDTHS = [360, 700]

interface PreviewPageProps {
  paths: Paths
  emails: [template: string, email: Email][]
}

const Preview = ({ paths, template, email }: { paths: Paths; template: string; email: Email }) => (
  <section aria-labelledby={template}>
    <h2 id={template}>{template}</h2>
    <p>
      {email.subject} · <a href={paths.emailPreview(template)}>Open alone</a>
    </p>
    {WIDTHS.map((width) => (
      <iframe
        src={paths.emailPreview(template)}
        title={`${template} at ${width} pixels`}
        width={width}
        height={640}
        loading="lazy"
      />
    ))}
    <details>
      <summary>As plain text, and its headers</summary>
      <pre tabindex={0}>{email.text}</pre>
      <pre tabindex={0}>
        {Object.entries(email.headers).map(([name, value]) => `${name}: ${value}\n`)}
      </pre>
    </details>
  </section>
)

/** Every template of an email with a sample, as HTML at two widths and as plain text. */
export const PreviewPage = ({ paths, emails }: PreviewPageProps) => (
  <>
    <h1>Email previews</h1>
    <p>
      Every template with a sample. Emails follow the light or dark mode of your system. What this
      hub would have sent is in <a href={paths.mailbox()}>the local mailbox</a>.
    </p>
    {emails.map(([template, email]) => (
      <Preview paths={paths} template={template} email={email} />
    ))}
  </>
)
