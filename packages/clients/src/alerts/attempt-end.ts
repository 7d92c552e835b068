/** How an attempt to send ended; `gone`: the receiver wants no more. */
export interface SendEnd {
  result: 'delivered' | 'failed' | 'gone';
  /** HTTP or SMTP. */
  status?: number;
  /** Of the error, or of what a delivery lacks; never its words, which may repeat what was sent. */
  code?: string;
  retryAfterMs?: number;
}

const codeShape = /^[A-Z][A-Z0-9_]{1,60}$/i;

/** The code of an error, or of what caused it. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unexpected';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && codeShape.test(code)) return code;
  return error.cause ? codeOf(error.cause) : 'unexpected';
}
