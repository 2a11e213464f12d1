import { prepareMeanwhile } from './hubs'

export default () => prepareMeanwhile('all')
