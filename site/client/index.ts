/*
 * What gets better with JavaScript. Nothing here is needed: each behaviour sends the same form and
 * shows the same answer as the page would by itself.
 */
import { slots } from '../contract/slots'
import './mention-loader'
import { Offer } from './offers'
import { Share } from './share'
import { Slot } from './slot'
import { Thread } from './thread'
import { Votes } from './votes'

customElements.define(slots.offer, Offer)
customElements.define(slots.reactions, Slot)
customElements.define(slots.share, Share)
customElements.define(slots.thread, Thread)
customElements.define(slots.votes, Votes)
