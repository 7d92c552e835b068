export * from './catalogue.ts';
export { patience } from './patience.ts';
export * from './refusal.ts';
export { serviceRefusals } from './service-refusals.ts';
