import { message } from '@vplus/messages';
import { type Removal, removes, restores, stays, type Undoing, unseen } from '#steps/undoing.ts';
import { givingBack } from './adoption.ts';
import { purging } from './bin-changes.ts';
import { deleting } from './changes.ts';

/** An adopted one is given back; ours goes into the recycle bin, and with `purge` out of it. */
export async function removalOf(
  { services, connection }: Undoing,
  made: { appId: string; objectId: string } | undefined,
): Promise<Removal> {
  const { graph, recall, undoChoice } = services;
  if (connection.choices.adoptApplication !== null) {
    const { adopted } = await recall();
    if (!adopted || (made && made.objectId !== adopted.objectId))
      return stays(message('register-application.undo-not-adopted'));
    const changes = await givingBack(graph, adopted, made?.appId);
    return made
      ? restores(message('register-application.undo-adopted'), ...changes)
      : unseen(message('register-application.undo-adopted-unseen'), ...changes);
  }
  const purges = undoChoice?.purge ?? false;
  const changes = [
    deleting(made?.objectId ?? '{id}'),
    ...(purges ? [purging('{service principal}'), purging(made?.objectId ?? '{id}')] : []),
  ];
  if (!made) return unseen(message('register-application.undo-unseen'), ...changes);
  const words = message(purges ? 'register-application.undo-purges' : 'register-application.undo-plan');
  return removes(words, ...changes);
}
