import type { StepRecord } from '@vplus/contracts';

/**
 * Where the runner writes down what it does. Every `record` is durable when it resolves, appends a numbered event
 * and is refused with LeaseLost when another worker has taken the run over.
 */
export interface Journal {
  load(): Promise<StepRecord[]>;
  record(step: StepRecord, text: string): Promise<void>;
}
