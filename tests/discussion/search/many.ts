/** As many comments as a hub has after years. */
export const MANY = 100_000

/**
 * Puts that many comments into the database, below two posts, in a few statements. Each says
 * `saddle`, a word of a hundred (`w0` to `w99`), and one of its own (`n1`, `n2`, …).
 */
export const fillComments = async (run: (statement: string) => Promise<unknown>) => {
  for (const statement of statements) await run(statement)
}

const PIECE = 20_000

const idOf = (n: string) => `printf('01900000-0000-7000-8000-%012x', ${n})`

const words = `'The saddle and the chain are w' || (n % 100) || ', says n' || n`

const conversation = `case n % 50 when 0 then 'post:chains' else 'post:saddles' end`

const statements = [
  `insert into conversations (id) values ('post:saddles'), ('post:chains')`,
  ...Array.from(
    { length: MANY / PIECE },
    (_, piece) => `
      with recursive numbers (n) as (
        select ${piece * PIECE + 1} union all
        select n + 1 from numbers where n < ${(piece + 1) * PIECE}
      )
      insert into comments (id, conversation, root, path, depth, name, body, html, renderer, state,
        shown, written_at)
      select ${idOf('n')}, ${conversation}, ${idOf('n')}, ${idOf('n')}, 0, 'Rosa', ${words}, '', 1,
        'published', 1, n from numbers`,
  ),
  `insert into documents (number, id, title, text, address)
    values (0, 'post:saddles', 'The right saddle', 'Sit well.', 'posts/saddles/')`,
]
