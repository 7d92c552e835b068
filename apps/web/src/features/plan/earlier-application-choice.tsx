import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Time } from '#ui/time.tsx';
import type { ChoiceProps } from './choice-props.ts';

/** Only where there is one: a deleted one that holds the name, or one of the same name that others made. */
export function EarlierApplicationChoice({ choices, plan: { limits }, choose }: ChoiceProps) {
  const { deletedApplication, adoptable } = limits;
  const byHand = choices.writes === 'by-hand';
  return (
    <>
      {deletedApplication && choices.adoptApplication === null && !byHand ? (
        <ChoiceGroup
          legend="The deleted application"
          hint={
            <>
              “{deletedApplication.name}” of this connection was deleted
              {deletedApplication.deletedAt ? (
                <>
                  {' '}
                  <Time at={deletedApplication.deletedAt} />
                </>
              ) : null}{' '}
              and still holds its name.
            </>
          }
        >
          <Choice
            type="radio"
            name="deleted"
            label="Restore it"
            hint="It keeps its ID. Its old credentials are removed."
            checked={choices.deletedApplication === 'restore'}
            onChange={() => choose({ deletedApplication: 'restore' })}
          />
          <Choice
            type="radio"
            name="deleted"
            label="Delete it permanently and create a new one"
            hint="This cannot be undone."
            checked={choices.deletedApplication === 'purge'}
            onChange={() => choose({ deletedApplication: 'purge' })}
          />
        </ChoiceGroup>
      ) : null}
      {adoptable.length > 0 ? (
        <ChoiceGroup legend="Another application has this name">
          <Choice
            type="radio"
            name="adopt"
            label="Leave it alone and create a new one"
            checked={choices.adoptApplication === null}
            onChange={() => choose({ adoptApplication: null })}
          />
          {adoptable.map(({ objectId, appId, createdAt }) => (
            <Choice
              key={objectId}
              type="radio"
              name="adopt"
              label={
                <>
                  Use the one with application (client) ID{' '}
                  <code className="font-mono text-small break-all">{appId}</code>
                </>
              }
              hint={
                <>
                  {createdAt ? (
                    <>
                      Created <Time at={createdAt} />.{' '}
                    </>
                  ) : null}
                  It keeps what it has, and the permissions for vPlus are added.{' '}
                  {byHand ? 'A disconnect leaves them to you.' : 'A disconnect restores it as it was.'}
                </>
              }
              checked={choices.adoptApplication === objectId}
              onChange={() => choose({ adoptApplication: objectId })}
            />
          ))}
        </ChoiceGroup>
      ) : null}
    </>
  );
}
