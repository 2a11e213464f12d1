/*
 * The enhancements of pages for readers. None is required: each sends the same form and shows the same
 * answer as the page without JavaScript.
 */
import { slots } from '../contract/slots'
import { Alerts } from './alerts'
import './mention-loader'
import { Offer } from './offers'
import { Share } from './share'
import { Slot } from './slot'
import { Thread } from './thread'
import { Votes } from './votes'

customElements.define(slots.alerts, Alerts)
customElements.define(slots.offer, Offer)
customElements.define(slots.reactions, Slot)
customElements.define(slots.share, Share)
customElements.define(slots.thread, Thread)
customElements.define(slots.votes, Votes)
