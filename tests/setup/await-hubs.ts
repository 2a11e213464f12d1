import { prepare } from './hubs'

/* Files whose tests visit built hubs begin when these are there. */
await prepare('all')
