import { QueryClientProvider, type QueryKey } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { SessionView } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { createQueryClient } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { SessionProvider } from '#lib/session.tsx';
import { administrator, installation } from './samples.ts';

interface ShowOptions {
  session?: SessionView;
  /** The address of the page. */
  at?: string;
  /** What the API has answered already, by query key: nothing here asks a server. */
  answered?: [QueryKey, unknown][];
}

/** Puts a part of a screen where the application has it: below a router, a cache and somebody who is signed in. */
export function show(part: ReactNode, { session = administrator, at = '/', answered = [] }: ShowOptions = {}) {
  const client = createQueryClient();
  const { queries, ...rest } = client.getDefaultOptions();
  client.setDefaultOptions({ ...rest, queries: { ...queries, staleTime: Number.POSITIVE_INFINITY } });
  const known: [QueryKey, unknown][] = [
    [queryKeys.config, installation],
    [queryKeys.account, null],
  ];
  for (const [key, answer] of [...known, ...answered]) client.setQueryData(key, answer);
  const around = (inner: ReactNode) => (
    <QueryClientProvider client={client}>
      <SessionProvider value={session}>
        <MemoryRouter initialEntries={[at]}>{inner}</MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  );
  const { rerender, container } = render(around(part));
  return { user: userEvent.setup(), container, change: (next: ReactNode) => rerender(around(next)) };
}
