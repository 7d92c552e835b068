import { defineStep, type Step, type Watch } from '@vplus/reconciler';
import type { Connection, Services } from '../ports.ts';
import type { StepId } from '../step-ids.ts';

/** A step of this product: its id stands in the list of them. */
export const step = <Output>(given: Step<Services, Connection, Output> & { id: StepId }) =>
  defineStep<Services, Connection>()(given);

export const dayMs = 24 * 60 * 60_000;

/** What waits for a role can be done in Microsoft's own portal too, where nobody tells us: so it is looked at. */
export const watch: Watch = { everyMs: 30_000, forMs: 4 * 60 * 60_000 };

/** Microsoft promises nothing about replication: seconds are usual, almost twenty minutes were reported. */
export const replicationBudgetMs = 20 * 60_000;
