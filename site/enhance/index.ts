/*
 * What gets better with JavaScript. Nothing here is needed: each behaviour sends the same form and
 * shows the same answer as the page would by itself.
 */
import { slots } from '../contract'
import { Reactions } from './reactions'
import { Thread } from './thread'

customElements.define(slots.thread, Thread)
customElements.define(slots.reactions, Reactions)
