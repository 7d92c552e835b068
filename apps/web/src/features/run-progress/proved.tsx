import { useQuery } from '@tanstack/react-query';
import type { RecordedApi, RecordedSealing, RunView } from '@vplus/contracts';
import { recordQuery, retentionWords, sealedThing } from '#lib/record.ts';
import { FactRow } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Moment, Time } from '#ui/time.tsx';

/** What only the record knows: the roles in a fresh token of each API, and when what was sealed was wiped. */
export function Proved({ run }: { run: RunView }) {
  const record = useQuery(recordQuery(run.id, run));
  if (!record.data)
    return (
      <FactRow label="Deleted">
        {record.isError ? 'The record could not be read; see below.' : 'Reading the record…'}
      </FactRow>
    );
  const { apis, sealed } = record.data.facts;
  return (
    <>
      <FactRow label="Permissions by API">
        <ul className="flex flex-col gap-1">
          {apis.map((api) => (
            <Api key={api.api} api={api} />
          ))}
        </ul>
      </FactRow>
      <FactRow label="Kept here">{retentionWords(sealed)}</FactRow>
      <FactRow label="Deleted">
        <ul className="flex flex-col gap-1">
          {latestOfEach(sealed).map((sealing) => (
            <li key={sealing.purpose + sealing.sealedAt}>
              <Wiped sealing={sealing} />
            </li>
          ))}
        </ul>
      </FactRow>
    </>
  );
}

/** What was sealed again when the run went on is told once; the record has every time. */
const latestOfEach = (sealed: RecordedSealing[]): RecordedSealing[] => [
  ...new Map(sealed.map((one) => [one.purpose, one])).values(),
];

function Api({ api: { api, wanted, granted, token, notOffered } }: { api: RecordedApi }) {
  const seen = token ? token.roles.filter((role) => wanted.includes(role)).length : null;
  const complete = granted.length === wanted.length && (seen === null || seen === wanted.length);
  return (
    <li>
      <span className="flex flex-wrap justify-between gap-x-4">
        {api}
        <Status tone={complete ? 'ok' : 'attention'}>
          {seen === null ? `${granted.length} of ${wanted.length} granted` : `${seen} of ${wanted.length} in a token`}
        </Status>
      </span>
      {token && token.missing.length > 0 ? (
        <p className="text-small text-muted">Not in the token: {token.missing.join(', ')}</p>
      ) : null}
      {notOffered.length > 0 ? (
        <p className="text-small text-muted">Not offered in this tenant: {notOffered.join(', ')}</p>
      ) : null}
    </li>
  );
}

function Wiped({ sealing }: { sealing: RecordedSealing }) {
  const { wipedAt, wipedBy } = sealing;
  return wipedAt ? (
    <>
      {sealedThing(sealing)}: <Time at={wipedAt} />
    </>
  ) : (
    <>
      {sealedThing(sealing)}: not deleted yet
      {wipedBy ? (
        <>
          , on <Moment at={wipedBy} /> at the latest
        </>
      ) : null}
    </>
  );
}
