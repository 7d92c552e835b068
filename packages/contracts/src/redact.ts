const patterns: [RegExp, string][] = [
  // Compact tokens, signed or encrypted.
  [/\beyJ[\w-]{5,}(\.[\w-]*){1,4}/g, '[token]'],
  [/\bBearer\s+[\w.~+/-]{16,}=*/gi, 'Bearer [token]'],
  // A client secret of Entra ID: https://learn.microsoft.com/purview/sit-defn-client-secret-api-key
  [/[\w~.-]{3}\dQ~[\w~.-]{31,34}/g, '[secret]'],
  [/-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g, '[key]'],
  // Sign-in names and addresses, guests' included.
  [/[\p{L}\p{N}._%+#-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, '[sign-in name]'],
];

/** A copy without tokens, secrets and sign-in names; `people` are numbered, the same person alike throughout. */
export function redact<T>(value: T, people: readonly string[]): T {
  const numbered = [...new Set(people.filter((name) => name.trim() !== ''))]
    .map((name, index) => [name, `person ${index + 1}`] as const)
    // The longer name first: one may be a part of another.
    .toSorted(([a], [b]) => b.length - a.length);
  return walk(value, (text) => {
    const plain = patterns.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
    return numbered.reduce((rest, [name, number]) => rest.replace(asAWord(name), number), plain);
  }) as T;
}

/** Not inside a longer word: a short name may be a part of many. */
const asAWord = (name: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change)]));
}
