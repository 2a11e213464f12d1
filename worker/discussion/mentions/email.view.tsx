import type { Email } from '../../notifications/view'

interface Named {
  hub: { name: string; title: string }
  to: string
  /** Whoever named them. */
  by: string
  /** The title of the conversation. */
  conversation: string
  link: string
  /** Their own page, on which they end such letters. */
  me: string
}

/** Tells somebody that they were named. What was said about them is on the hub, where it can change. */
export const mentionEmail = ({ hub, to, by, conversation, link, me }: Named): Email => {
  const house = `${hub.name} ${hub.title}`
  const news = `${by} has mentioned you in “${conversation}”.`
  const end =
    'You get this letter because somebody wrote your handle. If you would rather have no letters, say so on your own page:'
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{news}</p>
        <p>
          <a href={link}>Read what they say</a>
        </p>
        <p style="color:#666;font-size:14px">
          {end} <a href={me}>{me}</a>
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject: `${by} has mentioned you`,
    text: ['Hello,', news, link, `${end}\n${me}`, house].join('\n\n').concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
