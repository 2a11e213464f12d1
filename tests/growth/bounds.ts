const SEARCH =
  'a filter, or words that only few of the matches have, look through the newest 5 000 matches, in up to twelve rows each; docs/search.md'
const WEEK =
  'the statistics of the week read a row for each hour and conversation that was active in two weeks'
const MEMBERS_OF_A_GROUP =
  'the members of a group are counted, an index row each, on two pages of the desk'
const LEAVING = 'once in a member’s life every table that names people is read, some of them whole'
const OFFERS =
  'the report reads the rows of its period: a row for each day, link and page that was seen'

const STRANGERS =
  'up to 500 emails of the last hour are counted that anyone can cause by typing an address'

/** What honestly reads more in a larger hub: the most rows that it may read there, and why. */
export const bounds: Record<string, { rows: number; why: string }> = {
  'POST /conversations/:conversation/comments by a guest': { rows: 600, why: STRANGERS },
  'POST /sign-in/': { rows: 600, why: STRANGERS },
  'POST /me/e-mail': { rows: 600, why: STRANGERS },
  'POST /me/leaving/letter': { rows: 600, why: STRANGERS },
  'GET /search/ a word that few use': {
    rows: 5000,
    why: 'the word begins others; up to 500 matches are ranked',
  },
  'GET /search/ a tag': { rows: 60_000, why: SEARCH },
  'GET /search/ a space that the reader cannot read': { rows: 60_000, why: SEARCH },
  'GET /search/ members': { rows: 60_000, why: SEARCH },
  'GET /desk/': { rows: 12_000, why: WEEK },
  'GET /desk/ what is reported': { rows: 12_000, why: WEEK },
  'GET /desk/ what awaits an answer': { rows: 12_000, why: WEEK },
  'GET /desk/ what rests': { rows: 12_000, why: WEEK },
  'GET /desk/ what is faded': { rows: 12_000, why: WEEK },
  'GET /desk/ a later page': { rows: 12_000, why: WEEK },
  'GET /desk/people/': { rows: 100, why: 'a full page; the small hub has fewer new members' },
  'GET /desk/comments/:id/ with ever more reports': {
    rows: 300,
    why: 'the page lists every report of the comment',
  },
  'GET /desk/replies/': { rows: 40, why: 'replies that this test saved; a hub has few' },
  'POST /desk/replies/': { rows: 45, why: 'replies that this test saved; a hub has few' },
  'GET /desk/groups/': { rows: 25_000, why: MEMBERS_OF_A_GROUP },
  'GET /desk/groups/:group/': { rows: 12_000, why: MEMBERS_OF_A_GROUP },
  'POST /desk/groups/:group/': { rows: 12_000, why: MEMBERS_OF_A_GROUP },
  'POST /desk/groups/:group/members': { rows: 12_000, why: MEMBERS_OF_A_GROUP },
  'POST /desk/groups/:group/members/:member/removal': { rows: 12_000, why: MEMBERS_OF_A_GROUP },
  'GET /desk/offers/': { rows: 12_000, why: OFFERS },
  'GET /desk/offers/ ninety days': { rows: 35_000, why: OFFERS },
  'GET /desk/offers/ of one offer': { rows: 12_000, why: OFFERS },
  'GET /desk/offers/counts.csv': { rows: 12_000, why: OFFERS },
  'POST /conversations/:conversation/status of the idea with most votes': {
    rows: 150_000,
    why: 'each of 10 000 voters gets a message and an email, in twelve rows',
  },
  'POST /conversations/:conversation/comments a reply that mentions': {
    rows: 600,
    why: 'a member who is mentioned all day is looked up in their emails of 30 days',
  },
  'POST /me/profile/ with ever more comments': {
    rows: 12_000,
    why: 'each comment of the member carries their name',
  },
  'POST /me/export': { rows: 150_000, why: LEAVING },
  'POST /me/erasure': { rows: 700_000, why: LEAVING },
  'POST /me/leaving/:token/export': { rows: 150_000, why: LEAVING },
  'POST /me/leaving/:token/erasure': { rows: 700_000, why: LEAVING },
  'job: recount points': {
    rows: 40_000,
    why: 'the credits of 50 members, and of those in a circle with them: old comments have more',
  },
  'job: retrain the spam filter': {
    rows: 15_000,
    why: 'up to 2 000 examples of each kind, which the small hub has not yet',
  },
  'job: compact counts': { rows: 2000, why: 'once an hour the rows of one week of a year ago' },
  'job: erase removed comments': {
    rows: 6000,
    why: 'up to 500 comments in a run, which the small hub has not yet',
  },
}
