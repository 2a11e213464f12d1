import { pathsAt } from '../site/contract/paths'

/** The addresses of the test hub. */
export const paths = pathsAt('/community/')
