import type { Answer } from '../core/service.ts';
import type { Access } from './access.ts';
import type { Asked } from './asked.ts';

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/v1.0/`, with `{name}` where a key stands. */
  path: string;
  access: Access;
  handle(asked: Asked): Answer | Promise<Answer>;
}
