import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitForElementToBeRemoved } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import type { Cloud } from '#cloud/core/service.ts';
import type { Tenant } from '#cloud/core/world.ts';
import { tenantIds } from '#cloud/seed/tenants.ts';
import { App } from '../app.tsx';
import { createQueryClient } from '../data/query-client.ts';
import { practiceCloud } from './practice-cloud.ts';

/** The page at an address, over a practice cloud of its own, which `prepare` may change before. */
export async function showPage(at: string, prepare: (cloud: Cloud) => void = () => undefined) {
  const { cloud, fetch } = await practiceCloud();
  prepare(cloud);
  vi.stubGlobal('fetch', fetch);
  location.hash = at;
  render(
    <QueryClientProvider client={createQueryClient()}>
      <App />
    </QueryClientProvider>,
  );
  await waitForElementToBeRemoved(() => screen.queryByText('Loading…'));
  return {
    user: userEvent.setup(),
    cloud,
    said: (text: string) => screen.findByText(text, { selector: '[role=status]' }),
  };
}

/** The page of Contoso, with Contoso as the practice cloud has it at any time. */
export async function showContoso(prepare?: (contoso: Tenant) => void) {
  const of = ({ world }: Cloud): Tenant => {
    const tenant = world.tenants[tenantIds.contoso];
    if (!tenant) throw new Error('There is no Contoso');
    return tenant;
  };
  const shown = await showPage(`#/tenants/${tenantIds.contoso}`, (cloud) => prepare?.(of(cloud)));
  return { ...shown, contoso: () => of(shown.cloud) };
}
