import { jsonFeed } from '../feeds/json'

export const GET = () => jsonFeed()
