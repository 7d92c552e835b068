/** The part of Vite's manifest that says which file needs which. https://vite.dev/guide/backend-integration */
export type Manifest = Record<
  string,
  { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }
>;

export interface Budget {
  name: string;
  files: string[];
  limitKb: number;
}

/** Kilobytes as they go over the wire, Brotli. */
export const limits = { firstPage: 110, start: 5, application: 135, signIn: 70, route: 60 };

const entry = 'index.html';
const application = 'src/main.tsx';
const identity = 'src/lib/msal.ts';

/**
 * What the scripts cost: the one of the first page, the application that follows when somebody wants something, the
 * sign-in library when somebody signs in, and each later route with what it adds.
 */
export function budgetsOf(manifest: Manifest): Budget[] {
  const start = filesOf(manifest, entry);
  const app = filesOf(manifest, application);
  const signIn = filesOf(manifest, identity);
  const there = new Set([...start, ...app, ...signIn]);
  const routes = (manifest[application]?.dynamicImports ?? [])
    .filter((route) => route.startsWith('src/features/'))
    .map((route) => ({
      name: route.replace(/^src\/features\/(.+)\/page\.tsx$/, '$1'),
      files: [...filesOf(manifest, route)].filter((file) => !there.has(file)),
      limitKb: limits.route,
    }));
  return [
    { name: 'first page', files: [...start], limitKb: limits.start },
    { name: 'application', files: [...app].filter((file) => !start.has(file)), limitKb: limits.application },
    { name: 'sign-in', files: [...signIn].filter((file) => !app.has(file)), limitKb: limits.signIn },
    ...routes,
  ];
}

/** A chunk and all that it imports statically. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no ${key}`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const other of chunk.imports ?? []) filesOf(manifest, other, seen);
  return seen;
}
