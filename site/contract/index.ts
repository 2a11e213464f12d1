/*
 * What both halves of the hub agree on: addresses, slots, words, permissions and what the build
 * tells the Worker. The files import nothing outside of this folder.
 */
export * from './conversation'
export * from './hub'
export * from './icons'
export * from './initials'
export * from './limits'
export * from './networks'
export * from './offers'
export * from './paths'
export * from './permissions'
export * from './sign-in'
export * from './slots'
export * from './vocabulary'
