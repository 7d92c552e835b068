import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const rooms = ['packages/{tenant-access,reconciler,store,clients,contracts}/src', 'apps/{api,web}/src'];

/** Every line of the product's own sources, without tests; the practice cloud is no part of the product. */
export function productLines(): { line: string; at: string }[] {
  return rooms
    .flatMap((room) => globSync(`${top}${room}/**/*.{ts,tsx}`))
    .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path))
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line, index) => ({ line: line.trim(), at: `${relative(top, path)}:${index + 1}` })),
    );
}
