import type { RequestRecord } from '#cloud/core/service.ts';

/** Which requests are shown; an empty text is all of them. */
export interface Filter {
  service: string;
  text: string;
}

export const everything: Filter = { service: '', text: '' };

export const matches =
  ({ service, text }: Filter) =>
  (one: RequestRecord): boolean =>
    (service === '' || one.service === service) &&
    `${one.method} ${one.path} ${one.status}`.toLowerCase().includes(text.toLowerCase());
