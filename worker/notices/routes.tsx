import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import type { App } from '../env'
import { showFrame, showMissing } from '../shell/frame'
import { listLetters } from './queries'
import { Mailbox } from './view'

export const notices = new Hono<App>()

/** What the hub would have mailed; only where it runs locally. */
notices.get('/dev/mail/', async (c) => {
  if (!c.env.HUB_LOCAL) return showMissing(c)
  const letters = await listLetters(c.var.db)
  const wanted = accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json'],
    default: 'text/html',
  })
  if (wanted === 'application/json') return c.json(letters)
  return showFrame(c, {
    title: 'Local mailbox',
    children: <Mailbox paths={c.var.hub.paths} letters={letters} />,
  })
})
