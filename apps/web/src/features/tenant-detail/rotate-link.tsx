import type { TenantCredential, TenantView } from '@vplus/contracts';
import { Link } from 'react-router';
import { credentialNames } from '#lib/credential-life.ts';
import { runningRun } from '#lib/running-run.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';

interface RotateLinkProps {
  tenant: TenantView;
  credentials: TenantCredential[];
}

/** Leads to the plan that puts new credentials in the place of these; nothing where that would be refused. */
export function RotateLink({ tenant, credentials }: RotateLinkProps) {
  const session = useSession();
  const { connection, state, vplusServerName } = tenant;
  const connected = Boolean(connection?.connectedAt) && state !== 'disconnected' && state !== 'unfinished';
  if (!connected || runningRun(tenant) || !mayHere(session, 'connect', tenant.id)) return null;
  const server = session.vplusServers.find(({ name }) => name === vplusServerName);
  const search = new URLSearchParams({
    ...(server ? { server: server.id } : {}),
    replace: credentials.map(({ keyId }) => keyId).join(','),
  });
  const names = credentials.map(({ kind }) => credentialNames[kind].toLowerCase()).join(' and ');
  return (
    <Button asChild look="quiet">
      <Link to={`/connect/plan?${search}`} aria-label={`Rotate the ${names}`}>
        Rotate
      </Link>
    </Button>
  );
}
