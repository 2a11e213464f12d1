import { pathsAt } from '../site/contract'

/** The addresses of the test hub. */
export const paths = pathsAt('/community/')
