import type { Child } from 'hono/jsx'
import { formatNumber } from '../lib/number-format'

interface PieceProps {
  title: string
  /** The one number to take along, where there is one. */
  figure?: string | undefined
  /** What it shows. */
  says: string
  children?: Child
}

/** One thing about the week, with a heading of its own. */
export const Panel = ({ title, figure, says, children }: PieceProps) => (
  <div class="pulse-piece">
    <h3>{title}</h3>
    {figure && <p class="pulse-figure">{figure}</p>}
    <p>{says}</p>
    {children}
  </div>
)

interface TableProps {
  /** What its rows are, and what its columns of numbers. */
  heads: [string, ...string[]]
  caption: string
  rows: [string, ...number[]][]
  language: string
}

/** The same as the chart above it, in figures. */
export const Table = ({ heads, caption, rows, language }: TableProps) => (
  <details class="pulse-table">
    <summary>
      As a table<span class="unseen">: {caption}</span>
    </summary>
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...counts]) => (
          <tr>
            <th scope="row">{name}</th>
            {counts.map((count) => (
              <td>{formatNumber(count, { language })}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </details>
)
