import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export function OfflineNotice() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <p role="status" className="bg-warn-soft px-4 text-center text-small not-empty:py-2">
      {online
        ? null
        : 'You are offline. A setup that is running goes on by itself; this page catches up when you are back.'}
    </p>
  );
}
