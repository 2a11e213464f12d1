import { describe, expect, test } from 'vitest'
import { alertMark, isSameUpdate, listUpdatesOf, mergeUpdates } from '../../../site/contract/alerts'
import type { Hub } from '../../../site/contract/hub'
import { withDismissedAlert } from '../../../worker/http/alert-dismissals'
import { withDeskUpdates } from '../../../worker/http/desk-updates'
import { updateKey } from '../../../worker/discussion/alerts/rules'

const at = (time: string) => Date.parse(`2026-05-01T${time}Z`)
const written = { at: at('10:05'), status: 'identified', text: 'A cable was cut.' } as const
const posted = { ...written, at: at('10:05:42'), text: ' A cable\nwas  cut. ' }
const later = { at: at('11:00'), status: 'monitoring', text: 'An engineer is here.' } as const
const desk = (update: typeof later | typeof posted, id: string, alert = 'post:lift') => ({
  ...update,
  id,
  alert,
})

describe('an update from the desk that is taken into the file', () => {
  test('is shown once, in order, and stays what it was to readers of the feed', () => {
    expect(isSameUpdate(written, posted)).toBe(true)
    expect(mergeUpdates([written], [desk(posted, '1'), desk(later, '2')])).toEqual([
      desk(later, '2'),
      written,
    ])
    expect(updateKey('post:lift', posted)).toBe(updateKey('post:lift', written))
  })

  test('is another one if its words or its minute differ', () => {
    expect(isSameUpdate(written, { ...posted, text: 'A cable was found.' })).toBe(false)
    expect(isSameUpdate(written, { ...posted, at: at('10:06') })).toBe(false)
    expect(updateKey('post:lift', later)).not.toBe(updateKey('post:lift', written))
  })
})

describe('the mark of a dismissed banner', () => {
  const state = {
    id: 'post:lift',
    severity: 'major',
    status: 'identified',
    latest: written,
  } as const

  test('changes with the status, the severity and each update, and with nothing else', () => {
    const marks = [
      state,
      { ...state, status: 'monitoring' as const },
      { ...state, severity: 'critical' as const },
      { ...state, latest: later },
      { ...state, id: 'post:tap' },
    ].map(alertMark)
    expect(new Set(marks).size).toBe(marks.length)
    expect(alertMark({ ...state, latest: posted })).toBe(alertMark(state))
  })

  test('is remembered beside others of alerts that still run, however often and whatever was sent', () => {
    const running = [{ mark: 'a1' }, { mark: 'b2' }]
    expect(withDismissedAlert(undefined, 'a1', running)).toBe('a1')
    expect(withDismissedAlert('a1.gone.b2.a1', 'a1', running)).toBe('a1.b2')
    expect(withDismissedAlert('"><script>.b2', 'a1', running)).toBe('a1.b2')
    expect(withDismissedAlert(Array(500).fill('b2').join('.'), 'a1', running).length).toBeLessThan(
      100,
    )
  })
})

describe('the hub with updates from the desk', () => {
  const alert = {
    id: 'post:lift',
    slug: 'lift',
    title: 'The lift',
    space: 'public',
    severity: 'major' as const,
    status: 'identified' as const,
    mark: alertMark({ id: 'post:lift', severity: 'major', status: 'identified', latest: written }),
  }
  const hub = {
    build: 'b',
    alerts: [alert],
    alertUpdates: { 'post:lift': [written] },
  } as unknown as Hub

  test('has the status of the newest, another mark, and another name for cached pages', () => {
    const current = withDeskUpdates(hub, [desk(later, '2')])
    expect(current.alerts[0]).toMatchObject({ status: 'monitoring' })
    expect(current.alerts[0]!.mark).not.toBe(alert.mark)
    expect(current.build).not.toBe(hub.build)
    expect(listUpdatesOf(current, 'post:lift')).toHaveLength(2)
  })

  test('is the same hub where the file has them all, or its alert is resolved there', () => {
    expect(withDeskUpdates(hub, [desk(posted, '1')])).toBe(hub)
    expect(withDeskUpdates(hub, [desk(later, '2', 'post:over')])).toBe(hub)
  })

  test('has the status of the file again, once that has a newer update', () => {
    const newer = { ...written, at: at('12:00'), status: 'investigating' } as const
    const moved = { ...hub, alertUpdates: { 'post:lift': [newer, written] } } as Hub
    expect(withDeskUpdates(moved, [desk(later, '2')]).alerts[0]).toMatchObject({
      status: 'identified',
    })
  })
})
