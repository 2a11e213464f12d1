import { atomFeed } from '../feeds/atom'

export const GET = () => atomFeed()
