import type { z } from 'zod';
import type { GraphCall } from './graph-call.ts';

/** A request that changes something, as data: it can be shown, hashed and printed before it is sent. */
export interface GraphChange<Made = unknown, Body extends object = object> {
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Below /v1.0, values encoded. */
  path: string;
  operation: string;
  body?: Body;
  /** Creates what is not there: the answer then has it, and is empty where it was there. */
  createsIfMissing?: boolean;
  /** What an answer that is not empty has. */
  made: z.ZodType<Made>;
}

/** The address as people read it. */
export const readablePath = ({ path }: Pick<GraphChange, 'path'>): string => decodeURIComponent(path);

/** What is granted to whom: `principalId` gets `appRoleId` of the API `resourceId`. */
export interface AppRole {
  principalId: string;
  resourceId: string;
  appRoleId: string;
}

export interface PrincipalBody {
  tags?: string[];
  notes?: string | null;
  accountEnabled?: boolean;
  isDisabled?: boolean;
}

/** As it goes over the wire, without what only its reader needs. */
export const callOf = ({ method, path, operation, body }: GraphChange): Omit<GraphCall, 'repeatable'> => ({
  method,
  path,
  operation,
  ...(body ? { body } : {}),
});
