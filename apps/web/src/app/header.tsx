import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, NavLink } from 'react-router';
import { openIdentity } from '#lib/identity.ts';
import { sessionQuery, useAccount, useConfig } from '#lib/queries.ts';
import { Button } from '#ui/button.tsx';

export function Header() {
  const name = useConfig().data?.productName ?? 'vPlus setup';
  const account = useAccount().data;
  // Known as soon as a page has asked; the header asks nobody.
  const session = useQuery({ ...sessionQuery, enabled: false }).data;
  const shown = [
    ...places,
    ...(session?.may.includes('manage-alerts') ? [alerts] : []),
    ...(session?.operator ? [audit] : []),
  ];
  const signOut = useMutation({ mutationFn: async () => (await openIdentity()).signOut() });

  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex min-h-[3.625rem] max-w-[91rem] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
        <Link to="/" className="flex min-h-10 items-center gap-2 font-semibold">
          <img src="/icon.svg" alt="" width={24} height={24} />
          {name}
        </Link>
        {account ? (
          <>
            <nav aria-label="Main" className="flex gap-4">
              {shown.map(({ to, label }) => (
                <NavLink
                  key={to}
                  to={to}
                  className="flex min-h-10 items-center text-muted hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8"
                >
                  {label}
                </NavLink>
              ))}
            </nav>
            <div className="ml-auto flex min-w-0 items-center gap-2">
              <span title={account.username} className="hidden truncate text-small text-muted sm:block">
                {account.name}
              </span>
              <Button
                look="quiet"
                className="-mr-4"
                busy={signOut.isPending && 'Signing out…'}
                onClick={() => signOut.mutate()}
              >
                Sign out
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </header>
  );
}

const audit = { to: '/audit', label: 'Audit' };
const places = [
  { to: '/connect', label: 'Connect' },
  { to: '/tenants', label: 'Tenants' },
];
const alerts = { to: '/alerts', label: 'Alerts' };
