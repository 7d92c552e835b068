export * from './broken-ways.ts';
export * from './catalogue.ts';
export * from './refusal.ts';
export { serviceRefusals } from './service-refusals.ts';
export { vplusRefusal } from './vplus-refusals.ts';
export { workloadRefusals } from './workload-refusals.ts';
