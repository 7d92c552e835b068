export { type CheckOptions, check } from './check.ts';
export { connect } from './connect.ts';
export * from './journal.ts';
export { type Look, look } from './look.ts';
export type { ChangeOptions, Clock, LookOptions, RunHistory, RunOptions, RunOutcome } from './run.ts';
export * from './step.ts';
export { type UndoOptions, undo } from './undo.ts';
