import { createHash } from 'node:crypto'
import {
  ComAtprotoRepoCreateRecord,
  ComAtprotoRepoGetRecord,
  ComAtprotoServerCreateSession,
} from '@atcute/atproto'
import { AppBskyFeedPost } from '@atcute/bluesky'
import { safeParse } from '@atcute/lexicons/validations'
import { type Answer, type Request, serve } from './serve'

const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const HANDLE = 'north.example'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** The address of content by its hash, as the protocol has it: CIDv1 of raw bytes, SHA-256. */
const cidOf = (content: Uint8Array | string): string => {
  const hash = createHash('sha256').update(content).digest()
  const bits = [0x01, 0x55, 0x12, 0x20, ...hash]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return `b${bits
    .match(/.{1,5}/g)!
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')}`
}

const no = (status: number, error: string, message: string): Answer => ({
  status,
  body: { error, message },
})

/**
 * A personal data server with one account. Whatever it is given is held against the lexicons of
 * the protocol, which say what a real one takes.
 */
export const fakePds = async (password: string) => {
  const records = new Map<string, AppBskyFeedPost.Main>()
  const blobs = new Map<string, { type: string; bytes: Buffer }>()

  const createSession = ({ body }: Request): Answer => {
    const input = safeParse(
      ComAtprotoServerCreateSession.mainSchema.input.schema,
      JSON.parse(String(body)),
    )
    if (!input.ok) return no(400, 'InvalidRequest', input.message)
    if (input.value.identifier !== HANDLE || input.value.password !== password)
      return no(401, 'AuthenticationRequired', 'Invalid identifier or password')
    return { body: { did: DID, handle: HANDLE, accessJwt: 'access', refreshJwt: 'refresh' } }
  }

  const uploadBlob = ({ body, headers }: Request): Answer => {
    const type = String(headers['content-type'])
    const link = cidOf(body)
    blobs.set(link, { type, bytes: body })
    const blob = { $type: 'blob', ref: { $link: link }, mimeType: type, size: body.length }
    return { body: { blob } }
  }

  const createRecord = ({ body }: Request): Answer => {
    const input = safeParse(
      ComAtprotoRepoCreateRecord.mainSchema.input.schema,
      JSON.parse(String(body)),
    )
    if (!input.ok) return no(400, 'InvalidRequest', input.message)
    const { repo, collection, rkey = '', record } = input.value
    if (repo !== DID || collection !== 'app.bsky.feed.post')
      return no(400, 'InvalidRequest', 'Not your repository')
    const post = safeParse(AppBskyFeedPost.mainSchema.object, record)
    if (!post.ok) return no(400, 'InvalidRequest', `Invalid app.bsky.feed.post: ${post.message}`)
    const key = safeParse(AppBskyFeedPost.mainSchema.key, rkey)
    if (!key.ok) return no(400, 'InvalidRequest', `Invalid record key: ${key.message}`)
    const { embed } = post.value
    const thumb = embed?.$type === 'app.bsky.embed.external' ? embed.external.thumb : undefined
    if (thumb && !('ref' in thumb && blobs.has(thumb.ref.$link)))
      return no(400, 'BlobNotFound', 'Could not find blob')
    if (records.has(rkey)) return no(400, 'InvalidRequest', 'Record already exists')
    records.set(rkey, post.value)
    return { body: { uri: `at://${DID}/${collection}/${rkey}`, cid: cidOf(body) } }
  }

  const getRecord = ({ query }: Request): Answer => {
    const input = safeParse(ComAtprotoRepoGetRecord.mainSchema.params, Object.fromEntries(query))
    if (!input.ok) return no(400, 'InvalidRequest', input.message)
    const { collection, rkey } = input.value
    const value = records.get(rkey)
    const uri = `at://${DID}/${collection}/${rkey}`
    return value
      ? { body: { uri, cid: cidOf(rkey), value } }
      : no(400, 'RecordNotFound', `Could not locate record: ${uri}`)
  }

  const methods: Record<string, (request: Request) => Answer> = {
    'com.atproto.repo.uploadBlob': uploadBlob,
    'com.atproto.repo.createRecord': createRecord,
    'com.atproto.repo.getRecord': getRecord,
  }
  const server = await serve((request) => {
    const name = request.path.replace('/xrpc/', '')
    if (name === 'com.atproto.server.createSession') return createSession(request)
    if (request.headers.authorization !== 'Bearer access')
      return no(401, 'AuthMissing', 'Authentication Required')
    return methods[name]?.(request) ?? no(501, 'MethodNotImplemented', name)
  })
  return { ...server, records, blobs }
}
