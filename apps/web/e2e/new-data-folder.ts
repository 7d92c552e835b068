import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, startProduct, withHost } from './hosts.ts';

/** The variable that names it to every worker. */
export const newDataFolder = 'NEW_DATA_FOLDER';

/** What the product's first start makes of an empty folder, once for all tests: a database takes seconds. */
export default async function makeNewDataFolder(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'vplus-e2e-'));
  await withHost((cloud) =>
    withHost(async (product) => {
      await startProduct(product, { line: await startCloud(cloud), folder });
      await product.ask('stop');
    }),
  );
  process.env[newDataFolder] = folder;
  return () => rmSync(folder, { recursive: true });
}
