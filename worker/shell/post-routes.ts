import { showPostFeed } from '../comments/feed-page'
import { showGuardedFile, showPost } from './post'
import { newRouter } from './router'

/** `/posts/` */
export const posts = newRouter()

posts.get('/:slug/', (c) => showPost(c, c.req.param('slug')))

posts.get('/:slug/comments.xml', (c) => showPostFeed(c, c.req.param('slug')))

posts.get('/:slug/:file', showGuardedFile)
