import { getHealth } from '@vplus/contracts';
import { useEffect, useState } from 'react';
import { api } from '#lib/api.ts';
import { Button } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';

const storageKey = 'vplus.reloaded';
const askEveryMs = 5_000;
/** A reload that did not help is not repeated at once. */
const againAfterMs = 60_000;

/**
 * A page whose script did not come. When the assistant answers, a newer version has taken the script's place and a
 * reload brings it; when nobody answers, we wait for the network and open the page then.
 */
export function MissingPart() {
  const [helpless, setHelpless] = useState(false);

  useEffect(() => {
    const look = () =>
      api(getHealth, {}).then(
        () => {
          if (Date.now() - Number(sessionStorage.getItem(storageKey)) < againAfterMs) return setHelpless(true);
          sessionStorage.setItem(storageKey, String(Date.now()));
          location.reload();
        },
        () => undefined,
      );
    look();
    const timer = setInterval(look, askEveryMs);
    addEventListener('online', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', look);
    };
  }, []);

  const reload = <Button onClick={() => location.reload()}>Reload the page</Button>;
  return (
    <Page title="This page is not here yet">
      {helpless ? (
        <Notice kind="bad" title="A part of this page is missing on the server" actions={reload}>
          <p>Reloading did not bring it. Tell whoever runs this assistant, and try again later.</p>
        </Notice>
      ) : (
        <Notice kind="attention" title="Waiting for the network" actions={reload}>
          <p>The assistant does not answer. This page opens by itself when it does. A setup that is running goes on.</p>
        </Notice>
      )}
    </Page>
  );
}
