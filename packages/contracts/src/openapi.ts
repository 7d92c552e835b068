import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { ProblemView, problems } from './problems.ts';

/** What every endpoint may answer, and every one that needs a sign-in. */
const common = ['input-invalid'];
const signedIn = ['sign-in-required', 'server-clock-wrong', 'not-found', 'storage-unavailable'];

type Json = Record<string, unknown>;

const schemaOf = (type: z.ZodMiniType): Json => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Json;

/** The OpenAPI 3.1 document of the API, made from the same schemas that validate it. */
export function openApi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const spec of endpoints) {
    const path = `/api${spec.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operation(spec) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Microsoft 365 setup assistant for vPlus', version },
    paths,
    components: {
      securitySchemes: {
        microsoft: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: "Entra ID access token with the scope access_as_user of this assistant's own application",
        },
      },
      schemas: { Problem: schemaOf(ProblemView) },
    },
  };
}

function operation(spec: Endpoint): Json {
  return {
    operationId: spec.id,
    summary: spec.summary,
    security: spec.signedIn ? [{ microsoft: [] }] : [],
    parameters: [...parameters('path', spec.params), ...parameters('query', spec.query)],
    ...(spec.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(spec.body) } } } }
      : {}),
    responses: {
      200: {
        description: 'As asked',
        content: Object.fromEntries(typesOf(spec).map((type) => [type, { schema: schemaOf(spec.reply) }])),
      },
      default: {
        description: [...common, ...(spec.signedIn ? signedIn : []), ...spec.problems]
          .map((code) => `${code} (${problems[code as keyof typeof problems].status})`)
          .join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** What an endpoint answers with, where it is not JSON. */
const typesOf = ({ id }: Endpoint): string[] => {
  if (id === 'watchRun') return ['text/event-stream'];
  if (id === 'readCalendarFeed') return ['text/calendar'];
  return id === 'exportAudit' || id === 'exportTenantAudit' ? ['application/jsonl', 'text/csv'] : ['application/json'];
};

function parameters(where: 'path' | 'query', schema: z.ZodMiniObject): Json[] {
  return Object.entries(schema.shape).map(([name, type]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: schemaOf(type as z.ZodMiniType),
  }));
}
