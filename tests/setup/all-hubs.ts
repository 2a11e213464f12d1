import { prepareAll } from './hubs'

export default prepareAll
