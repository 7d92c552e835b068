import type { RequestRecord } from '#cloud/core/service.ts';
import { Code } from '../ui/text.tsx';

const cell = 'py-1.5 pr-3 align-top whitespace-nowrap';

export function LogRow({ request, tenant }: { request: RequestRecord; tenant: string }) {
  const { number, batch, at, service, method, path, write, status, ms, fault } = request;
  return (
    <tr className="border-b border-line">
      <td className={cell}>{batch === null ? number : `${number} in ${batch}`}</td>
      <td className={cell}>{new Date(at).toLocaleTimeString()}</td>
      <td className={cell}>{service}</td>
      <td className="min-w-70 py-1.5 pr-3 align-top">
        <Code>{`${method} ${path}${write ? ' · writes' : ''}`}</Code>
      </td>
      <td className={`${cell} ${status !== null && status >= 400 ? 'text-bad' : ''}`}>{status ?? '–'}</td>
      <td className={cell}>{ms}</td>
      <td className={cell}>{tenant}</td>
      <td className={cell}>{fault}</td>
    </tr>
  );
}
