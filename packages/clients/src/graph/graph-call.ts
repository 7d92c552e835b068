/** One call of Graph v1.0, by itself or as an item of a `$batch`. */
export interface GraphCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /v1.0, values encoded. */
  path: string;
  operation: string;
  /** May be sent again when nobody knows whether it took effect: a lost line, a gateway's time-out. */
  repeatable: boolean;
  /** For a `$batch`: none of its items changes anything. */
  readsOnly?: boolean;
  headers?: Record<string, string>;
  body?: object;
}

export interface GraphReply {
  status: number;
  headers: Headers;
  /** undefined: empty, or not JSON. */
  body: unknown;
}

export type SendToGraph = (call: GraphCall) => Promise<GraphReply>;
