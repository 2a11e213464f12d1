import { showPostFeed } from '../../discussion/comments/feed.routes'
import { showGuardedFile, showPost } from './post.routes'
import { newRouter } from '../../http/router'

/** `/posts/` */
export const posts = newRouter()

posts.get('/:slug/', (c) => showPost(c, c.req.param('slug')))

posts.get('/:slug/comments.xml', (c) => showPostFeed(c, c.req.param('slug')))

posts.get('/:slug/:file', showGuardedFile)
