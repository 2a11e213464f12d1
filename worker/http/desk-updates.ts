import { alertMark, type DeskUpdate, listUpdatesOf } from '../../site/contract/alerts'
import type { Alert, Hub } from '../../site/contract/hub'

/** The alert with the status of its newest update, if that is one from the desk. */
const withNewest = (hub: Hub, alert: Alert): Alert => {
  const [latest] = listUpdatesOf(hub, alert.id)
  if (!latest || !('id' in latest)) return alert
  const current = { ...alert, status: latest.status }
  return { ...current, mark: alertMark({ ...current, latest }) }
}

/** The last hub made for a hub, and of which updates. */
const made = new WeakMap<Hub, { of: readonly DeskUpdate[]; hub: Hub }>()

/**
 * The hub with the updates that hosts posted from the desk. They are part of the build's name, so that
 * all pages cached before are left behind at once. Of the same updates it is the same object.
 */
export const withDeskUpdates = (hub: Hub, updates: readonly DeskUpdate[]): Hub => {
  const known = made.get(hub)
  if (known?.of === updates) return known.hub
  const all = { ...hub, deskUpdates: updates }
  const isNew = (each: DeskUpdate) => listUpdatesOf(all, each.alert).includes(each)
  const missing = updates.filter((each) => hub.alerts.some(({ id }) => id === each.alert))
  const deskUpdates = missing.filter(isNew)
  const version = `${hub.build ?? ''}-${deskUpdates.length}${deskUpdates.at(-1)?.id}`
  const updated = { ...hub, deskUpdates, build: version }
  const changed = {
    ...updated,
    alerts: hub.alerts.map((alert) => withNewest(updated, alert)),
  }
  const current = deskUpdates.length > 0 ? changed : hub
  made.set(hub, { of: updates, hub: current })
  return current
}
