import type { StepRecord } from '@vplus/contracts';
import type { Words } from '@vplus/messages';

/**
 * Where the runner writes down what it does. Every `record` is durable when it resolves, appends a numbered event
 * and is refused with LeaseLost when another worker has taken the run over.
 *
 * `soon`: nothing outside depends on it yet. It is noted, in its order, when it resolves, and durable before any later
 * record that is not `soon` and before any write to a remote system.
 */
export interface Journal {
  load(): Promise<StepRecord[]>;
  record(step: StepRecord, text: Words, options?: { soon?: boolean }): Promise<void>;
}
