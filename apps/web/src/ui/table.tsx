import type { ReactNode } from 'react';

interface TableProps {
  /** What the table tells, for those who do not see it. */
  caption: string;
  heads: string[];
  /** A key, then one cell per head; the first names the row. */
  rows: { key: string; cells: ReactNode[] }[];
  /** Of more or longer cells than a phone has room for beside each other: there each stands below its head. */
  stacks?: boolean;
}

/** A small table that fits a narrow screen and a sheet of paper. */
export function Table({ caption, heads, rows, stacks = false }: TableProps) {
  const row = stacks ? 'max-sm:block max-sm:py-2' : '';
  const cell = stacks ? 'max-sm:block max-sm:py-0' : '';
  return (
    <table className="w-full text-left text-small">
      <caption className="sr-only">{caption}</caption>
      <thead className={stacks ? 'max-sm:sr-only' : ''}>
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
          <tr key={key} className={`align-top ${row}`}>
            <th scope="row" className={`py-1.5 pr-3 font-normal wrap-anywhere sm:wrap-break-word ${cell}`}>
              {name}
            </th>
            {cells.map((content, index) => (
              <td key={heads[index + 1]} className={`py-1.5 pr-3 wrap-anywhere last:pr-0 sm:wrap-break-word ${cell}`}>
                {stacks ? (
                  <span aria-hidden className="text-muted sm:hidden">
                    {heads[index + 1]}:{' '}
                  </span>
                ) : null}
                {content}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
