import type { Graph, GraphApplication, GraphChange, GraphServicePrincipal, GraphWrites } from '@vplus/clients';
import type { Services } from '../ports.ts';

/** Longer ago is a look of its own again. */
const freshMs = 5_000;

/**
 * What was answered a moment ago is not asked again. The first looks of the steps take over what the comparison with
 * the plan read (`first` are its services, `next` those of the steps). The looks that follow the creation of the
 * application or of its service principal take over the answer to it: it says what is there, and that nothing hangs on
 * it yet. `looksAtCreated`: how many steps look at the application in the moment after it was created.
 *
 * Each other answer serves once, while it is fresh, and until something else is written: a step that looks again after a wait
 * or after a write always asks.
 */
export function handOn(services: Services, looksAtCreated: number): { first: Services; next: Services } {
  const { graph, clock } = services;
  const answers = new Map<string, { answer: unknown; at: number; times: number }>();
  const note = (key: string, answer: unknown, times = 1) => answers.set(key, { answer, at: clock.now(), times });

  const noting =
    <A extends string[], T>(name: string, read: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const answer = await read(...args);
      note([name, ...args].join(' '), answer);
      return answer;
    };
  const taking =
    <A extends string[], T>(name: string, read: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const key = [name, ...args].join(' ');
      const known = answers.get(key);
      if (!known || clock.now() - known.at >= freshMs) return read(...args);
      known.times -= 1;
      if (known.times === 0) answers.delete(key);
      return known.answer as T;
    };
  const forget = (name: string) => {
    for (const key of answers.keys()) if (key.startsWith(name)) answers.delete(key);
  };
  /** What `name` read counts no more: all that was read where none is given. */
  const writing =
    <A extends unknown[], T>(write: (...args: A) => Promise<T>, name = '') =>
    async (...args: A): Promise<T> => {
      forget(name);
      return write(...args).finally(() => forget(name));
    };
  const sharing = (by: typeof noting): Graph => ({
    ...graph,
    application: by('application', graph.application),
    applicationsTagged: by('applicationsTagged', graph.applicationsTagged),
    apiServicePrincipal: by('apiServicePrincipal', graph.apiServicePrincipal),
    sharepointSettings: by('sharepointSettings', graph.sharepointSettings),
  });
  const writes = {
    addPassword: writing(graph.addPassword, 'applicationById'),
    removePassword: writing(graph.removePassword, 'applicationById'),
    replaceKeyCredentials: writing(graph.replaceKeyCredentials, 'applicationById'),
    grant: writing(graph.grant, 'assignments'),
    revoke: writing(graph.revoke, 'assignments'),
    createAppManagementPolicy: writing(graph.createAppManagementPolicy),
    updateAppManagementPolicy: writing(graph.updateAppManagementPolicy),
    deleteAppManagementPolicy: writing(graph.deleteAppManagementPolicy),
    assignAppManagementPolicy: writing(graph.assignAppManagementPolicy),
    unassignAppManagementPolicy: writing(graph.unassignAppManagementPolicy),
  } satisfies Omit<GraphWrites, 'change'>;
  const change = writing(graph.change);
  const next: Graph = {
    ...sharing(taking),
    ...writes,
    applicationById: taking('applicationById', graph.applicationById),
    servicePrincipal: taking('servicePrincipal', graph.servicePrincipal),
    assignments: taking('assignments', graph.assignments),
    async change<Made>(asked: GraphChange<Made>) {
      const made = await change(asked);
      if (isApplication(made)) {
        note(`applicationById ${made.id}`, made, looksAtCreated);
        note(`servicePrincipal ${made.appId}`, null);
      } else if (isPrincipal(made)) note(`assignments ${made.id}`, []);
      return made as Made | null;
    },
  };
  return { first: { ...services, graph: sharing(noting) }, next: { ...services, graph: next } };
}

/** An answer has what was created just now; of what was there it has nothing. */
const isApplication = (made: unknown): made is GraphApplication => isObject(made) && 'requiredResourceAccess' in made;
const isPrincipal = (made: unknown): made is GraphServicePrincipal => isObject(made) && 'accountEnabled' in made;
const isObject = (made: unknown): made is object => typeof made === 'object' && made !== null;
