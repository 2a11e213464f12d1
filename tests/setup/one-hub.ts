import { prepare } from './hubs'

/** Waits for it: a workerd that is started without its pages has no time to wait for them. */
export default (): Promise<void> => prepare('hub')
