import type { ReactNode } from 'react';

interface TableProps {
  /** What the table tells, for those who do not see it. */
  caption: string;
  heads: string[];
  /** A key, then one cell per head; the first names the row. */
  rows: { key: string; cells: ReactNode[] }[];
}

/** A small table that fits a narrow screen and a sheet of paper. */
export function Table({ caption, heads, rows }: TableProps) {
  return (
    <table className="w-full text-left text-small">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          {heads.map((head) => (
            <th
              key={head}
              scope="col"
              className="py-1 pr-3 font-medium text-muted hyphens-auto wrap-anywhere last:pr-0 sm:wrap-break-word"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map(({ key, cells: [name, ...cells] }) => (
          <tr key={key} className="align-top">
            <th scope="row" className="py-1.5 pr-3 font-normal wrap-anywhere sm:wrap-break-word">
              {name}
            </th>
            {cells.map((cell, index) => (
              <td key={heads[index + 1]} className="py-1.5 pr-3 wrap-anywhere last:pr-0 sm:wrap-break-word">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
