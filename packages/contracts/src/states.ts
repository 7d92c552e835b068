import * as z from 'zod/mini';

/** The one list of step and row states, used by runner, API and screens alike. */
export const StepState = z.enum([
  'pending',
  'working',
  'waiting',
  'needs-you',
  'done',
  'done-with-attention',
  'not-possible',
  'retired',
  /** Of a disconnect: this connection never made what the step takes away. */
  'not-needed',
  /** Of a check: it could not be looked at, which says nothing about what is there. */
  'not-looked-at',
  'failed',
  'cancelled',
]);
export type StepState = z.infer<typeof StepState>;

/** Of a step, a row or a run: what it is for is there, with or without something left for a person. */
export const isDone = (state: StepState | RunState): boolean => state === 'done' || state === 'done-with-attention';

/** What a run as a whole is doing; `done-with-attention` means connected, with something left for a person. */
export const RunState = z.enum([
  'queued',
  'working',
  'waiting',
  'needs-you',
  'done',
  'done-with-attention',
  'failed',
  'cancelled',
]);
export type RunState = z.infer<typeof RunState>;

/** A live run holds its connection: no second run may start beside it. */
export const liveRunStates = ['queued', 'working', 'waiting', 'needs-you'] as const satisfies RunState[];
export const isLive = ({ state }: { state: RunState }): boolean => liveRunStates.some((live) => live === state);

/** connect makes what is missing (also: resume, repair); verify only looks; disconnect undoes in reverse. */
export const RunVerb = z.enum(['connect', 'verify', 'disconnect']);
export type RunVerb = z.infer<typeof RunVerb>;

/**
 * How a tenant stands, for the dashboard. unfinished: a connect or a disconnect stopped midway, and what it made or
 * left is still in the tenant. failing: a critical finding, an expired credential, or a run that failed.
 */
export const TenantState = z.enum([
  'new',
  'connected',
  'attention',
  'working',
  'needs-you',
  'unfinished',
  'failing',
  'disconnected',
]);
export type TenantState = z.infer<typeof TenantState>;
