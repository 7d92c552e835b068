import { type Choices, SomeChoices } from '@vplus/contracts';

/** Each choice under its own short name, so that an address says what was chosen and can be reloaded and sent on. */
const names = {
  applicationName: 'name',
  workloads: 'workloads',
  permissionList: 'permissions',
  credentialPolicy: 'policy',
  standingAccess: 'standing',
  legacyAuth: 'legacy',
  deletedApplication: 'deleted',
  adoptApplication: 'adopt',
  registration: 'registration',
  organizationName: 'organization',
  writes: 'writes',
  replaceCredentials: 'replace',
} as const satisfies Partial<Record<keyof Choices, string>>;
const lists = new Set<string>(['workloads', 'replaceCredentials'] satisfies (keyof Choices)[]);
const kind = 'credential';
const days = 'days';

/** What the address says was chosen; what makes no sense there is left out, as if nobody had chosen it. */
export function choicesIn(search: URLSearchParams): SomeChoices {
  const read: Record<string, unknown> = {};
  for (const [choice, name] of Object.entries(names)) {
    const text = search.get(name);
    if (text !== null) read[choice] = choiceIn(choice, text);
  }
  if (search.has(kind)) read.credential = { kind: search.get(kind), days: Number(search.get(days)) };
  return Object.assign({}, ...Object.entries(read).map(([choice, value]) => sound({ [choice]: value })));
}

/** `none` is a value of one choice, and no value of the others. */
function choiceIn(choice: string, text: string): unknown {
  if (lists.has(choice)) return text.split(',');
  return text === 'none' && choice !== 'standingAccess' ? null : text;
}

const sound = (one: Record<string, unknown>): SomeChoices => SomeChoices.safeParse(one).data ?? {};

/** The address with these choices made; all else in it stays. */
export function withChoices(search: URLSearchParams, { credential, ...chosen }: SomeChoices): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [choice, value] of Object.entries(chosen)) {
    const name = names[choice as keyof typeof names];
    if (value !== undefined) next.set(name, Array.isArray(value) ? value.join(',') : String(value ?? 'none'));
  }
  if (credential) {
    next.set(kind, credential.kind);
    next.set(days, String(credential.days));
  }
  return next;
}
