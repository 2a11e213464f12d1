import type { APIRoute } from 'astro'
import { fileOf, readBytes } from '../../../posts/files'
import { listAllPosts } from '../../../posts/list'

/** The files of resources, below the address of their post. */
export const getStaticPaths = async () =>
  (await listAllPosts()).flatMap((post) =>
    (post.data.files ?? []).map(({ file }) => {
      const { path, name } = fileOf(post, file)
      return { params: { slug: post.id, file: name }, props: { path } }
    }),
  )

export const GET: APIRoute<{ path: string }> = ({ props }) => new Response(readBytes(props.path))
