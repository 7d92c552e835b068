import { useSyncExternalStore } from 'react';

export const sections = {
  tenants: 'Tenants',
  everywhere: 'Everywhere',
  faults: 'Faults',
  inbox: 'Inbox',
  requests: 'Requests',
};
export type Section = keyof typeof sections;

const isSection = (name: string): name is Section => Object.hasOwn(sections, name);

let last = '';

/** The part of the address that names a place. The link that skips to the content moves the focus, and leads to none. */
function hashOfPlace(): string {
  if (location.hash !== '#main') last = location.hash;
  return last;
}

function subscribe(changed: () => void) {
  const moved = () => {
    const before = last;
    if (hashOfPlace() === before) return;
    changed();
    scrollTo(0, 0);
  };
  addEventListener('hashchange', moved);
  return () => removeEventListener('hashchange', moved);
}

/** Where the address says that we are: `#/tenants/{id}`, `#/faults`. */
export function usePlace(): { section: Section; id: string | undefined } {
  const hash = useSyncExternalStore(subscribe, hashOfPlace);
  const [, name = '', id] = hash.split('/');
  return { section: isSection(name) ? name : 'tenants', id };
}
