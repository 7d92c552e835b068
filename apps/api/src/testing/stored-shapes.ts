import {
  Answer,
  Choices,
  DisconnectChoices,
  DisconnectPlanView,
  PlanView,
  RecordFacts,
  RowView,
  RunEvent,
  StepView,
  TenantCredential,
  type TenantFacts,
  Text,
} from '@vplus/contracts';
import type { NewRun, Starter } from '@vplus/store';
import { connectSteps, type Memory } from '@vplus/tenant-access';
import * as z from 'zod';

/*
 * Everything that is stored as JSON, as this build reads it. What a build before this one stored otherwise must be
 * brought into these shapes by a migration: see docs/decisions/0013-stored-json-is-migrated.md.
 */

/** Fails to compile when a type and the schema beside it part. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const same = <A, B>(_: Same<A, B>): void => undefined;

const TokenSeen = z.object({
  api: z.string(),
  audience: z.string(),
  credential: z.enum(['secret', 'certificate']),
  roles: z.array(z.string()),
  missing: z.array(z.string()),
  at: z.string(),
});
const ReadSeen = z.object({
  key: z.string(),
  request: z.string(),
  status: z.number().nullable(),
  outcome: z.enum(['works', 'nothing', 'unproved', 'limited', 'refused']),
  code: z.string().exactOptional(),
  at: z.string(),
});

const Uris = z.array(z.string());
const Openings = z.object({
  isDisabled: z.boolean(),
  identifierUris: Uris,
  redirectUris: z.object({ web: Uris, spa: Uris, publicClient: Uris }),
  implicitGrant: z.object({ accessTokens: z.boolean(), idTokens: z.boolean() }),
  isFallbackPublicClient: z.boolean(),
});

const Mark = z.object({
  tasks: z.array(z.string()),
  latest: z.number().nullable(),
  idle: z.boolean(),
  lastSynchronizedAt: z.number().nullable(),
});

/** `null` forgets: a member that was forgotten stays as null. */
const StoredMemory = z.object({
  handedOver: z
    .object({
      keyIds: z.array(z.string()),
      certificateKeyId: z.string().exactOptional(),
      appId: z.string(),
      organizationGuid: z.string().nullable(),
      at: z.string(),
      by: z.string().exactOptional(),
      mark: Mark.exactOptional(),
    })
    .exactOptional(),
  trial: z
    .object({ keyIds: z.array(z.string()), organizationGuid: z.string(), toldAt: z.string(), mark: Mark })
    .exactOptional(),
  offeredCertificate: z.object({ keyId: z.string(), until: z.number() }).exactOptional(),
  answers: z
    .record(z.string(), z.object({ answer: z.enum(Answer.options), by: z.string(), at: z.string() }))
    .exactOptional(),
  proof: z
    .object({
      keyIds: z.array(z.string()),
      appId: z.string(),
      grants: z.array(z.string()),
      at: z.string(),
      rows: z.array(z.object(RowView.shape)),
      detail: z.exactOptional(Text),
      attention: z.exactOptional(Text),
      tokens: z.array(TokenSeen),
      reads: z.array(ReadSeen),
    })
    .exactOptional(),
  secretAskedAt: z.string().exactOptional(),
  refusedKeyId: z.string().exactOptional(),
  adopted: z
    .object({
      objectId: z.string(),
      application: z.object({
        signInAudience: z.string(),
        tags: z.array(z.string()),
        notes: z.string().nullable(),
        requiredResourceAccess: z.array(
          z.object({
            resourceAppId: z.string(),
            resourceAccess: z.array(z.object({ id: z.string(), type: z.enum(['Role', 'Scope']) })),
          }),
        ),
        servicePrincipalLockConfiguration: z
          .looseObject({ isEnabled: z.boolean(), allProperties: z.boolean().nullish() })
          .nullable()
          .exactOptional(),
      }),
      openings: Openings.exactOptional(),
      keyIds: z.array(z.string()).exactOptional(),
      federated: z.array(z.string()).exactOptional(),
      principal: z
        .object({
          tags: z.array(z.string()),
          notes: z.string().nullable(),
          accountEnabled: z.boolean(),
          isDisabled: z.boolean().exactOptional(),
        })
        .nullable(),
      grants: z.array(z.string()),
    })
    .exactOptional(),
  standingAccess: z
    .object({ askedAt: z.string(), assignmentId: z.string().exactOptional() })
    .nullable()
    .exactOptional(),
  locked: z.string().exactOptional(),
  restoring: z.string().exactOptional(),
  legacyAuth: z.object({ before: z.boolean() }).nullable().exactOptional(),
  exemptionAskedAt: z.string().exactOptional(),
  exemption: z
    .object({ policyId: z.string(), at: z.string(), assignedAt: z.string().exactOptional() })
    .nullable()
    .exactOptional(),
  sharePointOrigin: z.string().exactOptional(),
  removed: z
    .object({ objectId: z.string(), at: z.string(), purged: z.boolean().exactOptional() })
    .nullable()
    .exactOptional(),
  synchronized: z
    .object({ organizationGuid: z.string(), keyIds: z.array(z.string()).exactOptional(), at: z.string() })
    .exactOptional(),
});
type Named<T> = { [K in keyof T as K extends `revealed:${string}` ? never : K]: T[K] };
same<z.input<typeof StoredMemory>, Named<Memory>>(true);

const StoredFacts = z.object({
  permissionsGranted: z.number(),
  permissionsWanted: z.number(),
  /** Of the list beside them: one for all, or one each. */
  permissionStates: z.union([z.string(), z.array(z.string())]),
  clientId: z.string().nullable(),
  organizationGuid: z.string().nullable(),
  credentials: z.array(z.object(TenantCredential.shape)),
  checkedAt: z.string(),
  limits: z.array(Text).exactOptional(),
});
same<Omit<z.input<typeof StoredFacts>, 'permissionStates'>, Omit<TenantFacts, 'permissions'>>(true);
const StoredPermissions = z.array(z.object({ key: z.string(), api: z.string(), value: z.string() }));
same<z.input<typeof StoredPermissions>, Omit<TenantFacts['permissions'][number], 'state'>[]>(true);

const StartedBy = z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() });
same<z.infer<typeof StartedBy>, Starter>(true);
const UndoChoice = z.object({
  ...DisconnectChoices.shape,
  unfinished: z.boolean().exactOptional(),
});
same<z.infer<typeof UndoChoice>, NonNullable<NewRun['undoChoice']>>(true);

/** A step without what its own columns say, and without what is empty. */
const { id, title: _, rows: __, facts, startedAt, finishedAt, ...shown } = StepView.shape;
const { state: rowState, ...row } = RowView.shape;
const StoredRow = z.object(row);
const StoredStep = z.object({
  ...shown,
  facts: z.exactOptional(facts),
  startedAt: z.exactOptional(startedAt),
  finishedAt: z.exactOptional(finishedAt),
  rowStates: z.exactOptional(z.union([rowState, z.array(rowState)])),
  output: z.unknown().exactOptional(),
  intent: z.object({ at: z.string(), before: z.unknown(), latest: z.string().exactOptional() }).exactOptional(),
  made: z.boolean().exactOptional(),
});

/** An event keeps what is unusual, and its step without what is read with it. */
const { step: ___, ...told } = RunEvent.shape;
const StoredEvent = z.object({ ...told, step: z.object(StepView.shape).partial().exactOptional() }).partial();

/** By table and column; of steps also what each hands to the others. */
export const storedShapes: Record<string, z.core.$ZodType> = {
  'connections.memory': StoredMemory,
  'connections.choices': Choices,
  'connections.facts': StoredFacts,
  'connections.permissions': StoredPermissions,
  'plans.plan': z.union([PlanView, DisconnectPlanView]),
  'runs.started_by': StartedBy,
  'runs.undo_choice': UndoChoice,
  'steps.record': StoredStep,
  'steps.rows': z.array(StoredRow),
  'events.data': StoredEvent,
  'records.facts': RecordFacts,
  ...Object.fromEntries(connectSteps.map(({ id, output }) => [`output of ${id}`, output])),
};

/** A sentence, as earlier builds stored it, or what it says. */
const words = {
  type: undefined,
  anyOf: [
    { type: 'string' },
    { type: 'object', properties: { key: { type: 'string' }, params: { type: 'object' } }, required: ['key'] },
  ],
};

export const shapesNow = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(storedShapes).map(([name, shape]) => [
      name,
      z.toJSONSchema(shape, {
        io: 'input',
        unrepresentable: 'any',
        override: ({ zodSchema, jsonSchema }) => {
          if (zodSchema === (Text as z.core.$ZodType)) Object.assign(jsonSchema, words);
        },
      }),
    ]),
  );
