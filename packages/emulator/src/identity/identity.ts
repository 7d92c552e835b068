import type { Service } from '../core/service.ts';
export const identity: Service = { name: 'identity', handle: () => ({ status: 501 }) };
