import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '#lib/queries.ts';
import { routes } from './app/routes.tsx';

/** Puts the application in the place of what stands in the page; calls back when it is there. */
export function mount(root: HTMLElement, onMounted: () => void): void {
  const router = createBrowserRouter(routes);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
        <Mounted tell={onMounted} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

function Mounted({ tell }: { tell(): void }) {
  useEffect(tell, [tell]);
  return null;
}
