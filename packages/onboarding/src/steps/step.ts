import { defineStep } from '@vplus/reconciler';
import type { Connection, Services } from '../ports.ts';

export const step = defineStep<Services, Connection>();

export const dayMs = 24 * 60 * 60_000;

/** Microsoft promises nothing about replication: seconds are usual, almost twenty minutes were reported. */
export const replicationBudgetMs = 20 * 60_000;
