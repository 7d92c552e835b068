import { useState } from 'react';
import { Acting } from './data/acting.tsx';
import { usePlace } from './data/use-place.ts';
import { useRequests } from './data/use-requests.ts';
import { useWorld } from './data/use-world.ts';
import { Everywhere } from './everywhere/everywhere.tsx';
import { Faults } from './faults/faults.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { everything } from './requests/filter.ts';
import { Requests } from './requests/requests.tsx';
import { SectionLinks } from './section-links.tsx';
import { Tenants } from './tenants/tenants.tsx';
import { Whole } from './whole.tsx';

const silence = 'The practice cloud does not answer. Is it still running?';

/** The control page below its static head in index.html. */
export function App() {
  const { section, id } = usePlace();
  const [filter, setFilter] = useState(everything);
  const [paused, setPaused] = useState(false);
  const world = useWorld({ moving: section === 'everywhere' || section === 'faults' });
  const requests = useRequests({ paused });
  const content = world.data && {
    tenants: <Tenants tenants={world.data.tenants} chosen={id} />,
    everywhere: <Everywhere world={world.data} />,
    faults: <Faults world={world.data} />,
    inbox: <InboxPage />,
    requests: (
      <Requests
        requests={requests.data ?? []}
        tenants={world.data.tenants}
        filter={filter}
        onFilter={setFilter}
        paused={paused}
        onPause={setPaused}
      />
    ),
  };
  return (
    <Acting instead={world.isError || requests.isError ? silence : null}>
      <SectionLinks current={section} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[75rem] px-4 pt-4">
        {content ? content[section] : <p>Loading…</p>}
      </main>
      <Whole />
    </Acting>
  );
}
