export * from './exchange/exchange.ts';
export * from './graph/graph.ts';
export * from './identity/identity.ts';
export * from './ports.ts';
export * from './remote-error.ts';
export * from './sharepoint/sharepoint.ts';
export * from './vplus/vplus.ts';
