import type { Child } from 'hono/jsx'
import { formatNumber } from '../lib/number-format'

interface PieceProps {
  title: string
  /** The most important number. */
  figure?: string | undefined
  /** A sentence about it. */
  says: string
  children?: Child
}

/** One statistic of the week. */
export const Panel = ({ title, figure, says, children }: PieceProps) => (
  <div class="pulse-piece">
    <h3>{title}</h3>
    {figure && <p class="pulse-figure">{figure}</p>}
    <p>{says}</p>
    {children}
  </div>
)

interface TableProps {
  /** The headings of the rows and of the columns of numbers. */
  heads: [string, ...string[]]
  caption: string
  rows: [string, ...number[]][]
  language: string
}

/** The figures of the chart above it. */
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
