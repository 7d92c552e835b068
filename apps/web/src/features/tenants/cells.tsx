import type { TenantSummary } from '@vplus/contracts';
import { CredentialEnd } from '#lib/credential-end.tsx';
import { tenantShown } from '#lib/states.ts';
import { reasonsOf } from '#lib/tenant-reasons.ts';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Day, useNow } from '#ui/time.tsx';

interface CellProps {
  tenant: TenantSummary;
}

/** The state, how far its run is, and the most pressing reason. */
export function StateCell({ tenant }: CellProps) {
  const { state, latestRun } = tenant;
  const now = useNow();
  const { tone, word } = tenantShown(tenant);
  const [reason] = reasonsOf(tenant, now);
  const under = state === 'working' || state === 'needs-you';
  return (
    <span className="inline-flex flex-col items-start">
      <Status tone={tone}>{word}</Status>
      {under && latestRun ? (
        <TextLink to={`/runs/${latestRun.id}`} className="text-small">
          {latestRun.stepsDone} of {latestRun.stepsTotal} steps done
        </TextLink>
      ) : null}
      {reason ? <span className="text-small text-muted">{reason}</span> : null}
    </span>
  );
}

const oldMs = 7 * 86_400_000;
/** Nothing of ours is there, or it is being removed: a figure would be one of before. */
const isGone = ({ state, latestRun }: TenantSummary) =>
  state === 'new' || state === 'disconnected' || (state === 'working' && latestRun?.verb === 'disconnect');

/** How many are granted; a figure of an old check says of when it is. */
export function PermissionCell({ tenant }: CellProps) {
  const { state, permissionsGranted, permissionsWanted, checkedAt, latestRun } = tenant;
  const now = useNow();
  if (permissionsWanted === 0 || isGone(tenant)) return '–';
  const figure = `${permissionsGranted} of ${permissionsWanted}`;
  if (state === 'working' && latestRun?.verb === 'connect') return `${figure} so far`;
  if (!checkedAt || now - Date.parse(checkedAt) < oldMs) return figure;
  return (
    <span className="inline-flex flex-col text-muted">
      {figure}
      <span className="text-small">
        on <Day at={checkedAt} />
      </span>
    </span>
  );
}

/** Each credential with its kind and its end. */
export function CredentialCell({ tenant }: CellProps) {
  if (tenant.credentials.length === 0 || isGone(tenant)) return '–';
  return (
    <span className="inline-flex flex-col items-start">
      {tenant.credentials.map((credential) => (
        <CredentialEnd key={credential.keyId} credential={credential} />
      ))}
    </span>
  );
}
