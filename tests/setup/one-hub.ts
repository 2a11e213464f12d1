import { prepareHub } from './hubs'

export default prepareHub
