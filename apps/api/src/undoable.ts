import { isDone, Problem } from '@vplus/contracts';
import type { ConnectionRow } from '@vplus/store';
import type { Parts } from './parts.ts';

/** Connected, or left half-made by an earlier run: whatever an intent covers since the last disconnect can be undone. */
export async function undoable(
  connection: ConnectionRow | undefined,
  { store }: Pick<Parts, 'store'>,
): Promise<ConnectionRow> {
  if (!connection) throw new Problem('nothing-to-undo');
  const halfMade = async () => (await store.intentsOf(connection.id)).size > 0;
  if (connection.connectedAt !== null || (await halfMade())) return connection;
  const { lastRun } = await store.arrivalOf(connection.tenantId);
  const isRemoved = lastRun?.verb === 'disconnect' && isDone(lastRun.state);
  if (connection.disconnectedAt || isRemoved || lastRun === null) throw new Problem('nothing-to-undo');
  return connection;
}
