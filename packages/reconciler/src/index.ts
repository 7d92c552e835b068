export * from './journal.ts';
export * from './runner.ts';
export * from './step.ts';
