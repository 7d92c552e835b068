import type { z } from 'zod';
import type { Answer, Call } from '../core/service.ts';

/** This server's own error body. */
export function refused(status: number, message: string): Answer {
  return { status, body: { message } };
}

/** What stands in front of the server answers in its own way, not in JSON. */
export function html(status: number, title: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

/** The body in its declared shape, or the refusal of it. */
export function read<T>(call: Call, shape: z.ZodType<T>): { value: T } | { refusal: Answer } {
  let json: unknown;
  try {
    json = JSON.parse(call.body.toString('utf8'));
  } catch {
    return { refusal: refused(400, 'The body is not JSON.') };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { refusal: refused(400, `${issue?.path.join('.') || 'body'}: ${issue?.message}`) };
}
