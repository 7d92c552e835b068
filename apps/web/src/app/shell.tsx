import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useConfig } from '#lib/queries.ts';
import { TextLink } from '#ui/text-link.tsx';
import { Header } from './header.tsx';
import { InsecureNotice } from './insecure-notice.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { PracticeBar } from './practice-bar.tsx';

const notBack = '/help/not-back';

/** What surrounds every page. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  useFocusOnArrival(main);
  const { pathname } = useLocation();
  const busy = useNavigation().state === 'loading';
  const config = useConfig();
  // What it says moves the whole page, and a click would miss. It is waited for once, not while it fails.
  if (config.isLoading && config.failureCount === 0) return null;
  const practice = config.data?.practice;

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-10 focus:rounded-control focus:bg-surface focus:p-3"
      >
        Skip to the content
      </a>
      <div className="print:hidden">
        {practice ? <PracticeBar controlUrl={practice.controlUrl} /> : null}
        <Header />
        <OfflineNotice />
      </div>
      <main ref={main} id="main" tabIndex={-1} aria-busy={busy} className="grow px-4 py-8 sm:px-6 sm:py-12 print:p-0">
        <InsecureNotice />
        <Outlet />
      </main>
      <footer className="print:hidden flex flex-wrap justify-center gap-x-6 gap-y-1 px-4 py-6 text-small text-muted">
        {pathname === notBack ? null : <TextLink to={notBack}>I did not get back from Microsoft’s page</TextLink>}
      </footer>
      <ScrollRestoration />
    </div>
  );
}

/** A new page is announced by its heading, as it would be after a full page load. */
function useFocusOnArrival(main: { current: HTMLElement | null }) {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    (main.current?.querySelector('h1') ?? main.current)?.focus({ preventScroll: true });
  }, [pathname, main]);
}
