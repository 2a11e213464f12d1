import { directionOf } from '../../../site/contract/direction'
import type { Hub } from '../../../site/contract/hub'
import { Safe } from '../../markdown/markdown'
import { layoutMessages } from './messages'
import { hubName, sentenceParts } from './rules'

/** What an email shows of its hub. */
export type EmailHub = Pick<Hub, 'name' | 'title' | 'url' | 'language' | 'emailAccents' | 'paths'>

/** A part of an email, which is written as HTML and as plain text. */
export type EmailBlock =
  | { p: string }
  | { event: string; time?: string | undefined }
  | { heading: string; href: string }
  | { quote: string }
  | { button: string; href: string }
  | { link: string; href: string }
  | { small: string }

/** An email before it is written. */
export interface EmailLayout {
  hub: EmailHub
  /** The origin of links. */
  origin: string
  subject: string
  /** What a mail program shows after the subject. */
  preheader: string
  heading: string
  blocks: EmailBlock[]
  /** Why the recipient gets it. */
  why?: string | undefined
  /** The page on which they stop such emails; without it, they cannot be stopped. */
  stop?: string | undefined
  /** The id of the conversation whose emails form a thread with it. */
  thread?: string | undefined
}

const FONT =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/** The colours of `site/styles/tokens.css`, in the notation that mail programs know. */
const INK = '#1f1a17'
const SOFT = '#5d564f'
const LINE = '#dfd9d1'
const PAPER = '#f4f1ec'

/** Dark mode, and what depends on the width. Programs that drop it show the inline styles. */
const styleOf = ({ dark }: EmailHub['emailAccents']) => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(max-width:480px){.page{padding:0!important}.card{border-radius:0!important}
.in{padding-left:20px!important;padding-right:20px!important}
.button{display:block!important;text-align:center}}
@media(prefers-color-scheme:dark){.page{background:#151311!important}
.card{background:#201d1a!important;color:#ece8e2!important}
.soft{color:#b5aea5!important}.line{border-color:#423d37!important}
.accent{color:${dark}!important}.bar{border-color:${dark}!important}
.button{background:${dark}!important;color:#151311!important}}`

/** Outlook for Windows ignores a largest width, and reads these comments. */
const OUTLOOK_START = `<!--[if mso]><table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0"><tr><td style="${FONT}"><![endif]-->`
const OUTLOOK_END = '<!--[if mso]></td></tr></table><![endif]-->'

const SPACED = 'margin:0 0 16px'

/** A sentence of the hub. The names in it do not decide its direction. */
const Sentence = ({ text }: { text: string }) => (
  <>{sentenceParts(text).map((part, at) => (at % 2 === 1 ? <bdi>{part}</bdi> : part))}</>
)

const Quote = ({ text }: { text: string }) => (
  <blockquote
    class="line"
    dir="auto"
    style={`margin:0 0 20px;padding:2px 16px;border-inline-start:4px solid ${LINE};white-space:pre-line;unicode-bidi:plaintext;overflow-wrap:anywhere`}
  >
    {text}
  </blockquote>
)

const Button = ({ accent, href, label }: { accent: string; href: string; label: string }) => (
  <p dir="auto" style="margin:0 0 20px">
    <a
      class="button"
      href={href}
      style={`display:inline-block;padding:12px 20px;border-radius:8px;background:${accent};color:#fff;font-weight:600;text-decoration:none`}
    >
      {label}
    </a>
  </p>
)

/** What happened, and when. */
const Event = ({ event, time }: { event: string; time?: string | undefined }) => (
  <p dir="auto" style="margin:20px 0 8px">
    <strong>
      <Sentence text={event} />
    </strong>
    {time && (
      <span class="soft" style={`font-size:14px;color:${SOFT}`}>
        {' · '}
        <bdi>{time}</bdi>
      </span>
    )}
  </p>
)

const Link = ({ accent, href, label }: { accent: string; href: string; label: string }) => (
  <a class="accent" href={href} style={`color:${accent};text-decoration:underline`}>
    {label}
  </a>
)

const Block = ({ block, accent }: { block: EmailBlock; accent: string }) => {
  if ('event' in block) return <Event {...block} />
  if ('quote' in block) return <Quote text={block.quote} />
  if ('button' in block) return <Button accent={accent} href={block.href} label={block.button} />
  if ('heading' in block)
    return (
      <h2 dir="auto" style="margin:28px 0 12px;font-size:18px;line-height:1.35;font-weight:700">
        <Link accent={accent} href={block.href} label={block.heading} />
      </h2>
    )
  if ('link' in block)
    return (
      <p dir="auto" style={SPACED}>
        <Link accent={accent} href={block.href} label={block.link} />
      </p>
    )
  return 'p' in block ? (
    <p dir="auto" style={SPACED}>
      <Sentence text={block.p} />
    </p>
  ) : (
    <p class="soft" dir="auto" style={`${SPACED};font-size:14px;color:${SOFT}`}>
      {block.small}
    </p>
  )
}

/** Why it was sent, the link that stops such emails, and the hub. */
const Footer = ({ hub, origin, why, stop, thread }: EmailLayout) => (
  <div
    class="in soft line"
    style={`padding:18px 32px 24px;border-top:1px solid ${LINE};font-size:13px;line-height:1.5;color:${SOFT}`}
  >
    {why && (
      <p dir="auto" style="margin:0 0 8px">
        {why}
      </p>
    )}
    {stop && (
      <p dir="auto" style="margin:0 0 8px">
        <a class="soft" href={stop} style={`color:${SOFT};text-decoration:underline`}>
          {layoutMessages.stop(Boolean(thread))}
        </a>
      </p>
    )}
    <p dir="auto" style="margin:0">
      <a
        class="soft"
        href={origin + hub.paths.home()}
        style={`color:${SOFT};text-decoration:underline`}
      >
        {hubName(hub)}
      </a>
    </p>
  </div>
)

const Card = ({ layout }: { layout: EmailLayout }) => {
  const { hub, heading, blocks } = layout
  const { light } = hub.emailAccents
  return (
    <div
      class="card bar"
      style={`max-width:600px;margin:0 auto;background:#fff;color:${INK};border-top:4px solid ${light};border-radius:10px`}
    >
      <div class="in" style="padding:24px 32px 12px">
        <p class="accent" dir="auto" style={`margin:0 0 20px;font-size:15px;color:${light}`}>
          <strong>{hub.name}</strong> {hub.title}
        </p>
        <h1 dir="auto" style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:700">
          <Sentence text={heading} />
        </h1>
        {blocks.map((block) => (
          <Block block={block} accent={light} />
        ))}
      </div>
      <Footer {...layout} />
    </div>
  )
}

/** The HTML of an email: no picture, no script, nothing from elsewhere, and no address that counts. */
export const layoutHtml = (layout: EmailLayout): string => {
  const { hub, subject, preheader } = layout
  const html = (
    <html lang={hub.language} dir={directionOf(hub.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>
          <Safe html={styleOf(hub.emailAccents)} />
        </style>
      </head>
      <body
        class="page"
        style={`margin:0;padding:24px 12px;background:${PAPER};font-size:16px;line-height:1.55;${FONT};-webkit-text-size-adjust:100%`}
      >
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{preheader}</div>
        <Safe html={OUTLOOK_START} />
        <main>
          <Card layout={layout} />
        </main>
        <Safe html={OUTLOOK_END} />
      </body>
    </html>
  )
  return `<!doctype html>${html}`.toWellFormed()
}
