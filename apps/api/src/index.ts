export { type Running, type StartOptions, start } from './main.ts';
export { type PracticeCloud, practiceEnvironment } from './practice.ts';
