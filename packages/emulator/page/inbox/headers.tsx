import { Code } from '../ui/text.tsx';

export function Headers({ title, headers }: { title: string; headers: { name: string; value: string }[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <dl className="mb-2 grid gap-x-3 sm:grid-cols-[12rem_1fr]">
        {headers.map(({ name, value }, nth) => (
          <div key={`${nth} ${name}`} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0">
              <Code>{value}</Code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
