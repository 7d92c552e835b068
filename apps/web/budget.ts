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

const entry = 'index.html';
const identity = 'src/lib/msal.ts';
const limits = { first: 220, route: 80 };

/**
 * What each page costs: the welcome page with everything that it loads, sign-in library included, and each later
 * route with what it adds.
 */
export function budgetsOf(manifest: Manifest): Budget[] {
  const first = new Set([...filesOf(manifest, entry), ...filesOf(manifest, identity)]);
  const routes = (manifest[entry]?.dynamicImports ?? []).map((route) => ({
    name: route.replace(/^src\/features\/(.+)\/page\.tsx$/, '$1'),
    files: [...filesOf(manifest, route)].filter((file) => !first.has(file)),
    limitKb: limits.route,
  }));
  return [{ name: 'first page', files: [...first], limitKb: limits.first }, ...routes];
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
