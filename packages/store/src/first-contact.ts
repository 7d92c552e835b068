import { message, type Words } from '@vplus/messages';
import pg from 'pg';
import { faultOfConnecting } from './connect-words.ts';
import { DatabaseRefused } from './errors.ts';
import { demandSession } from './own-session.ts';
import { connectionTo, type PostgresConnection } from './postgres-address.ts';

/** `gen_random_uuid()` without an extension. */
const leastVersion = 13;
/** An encoding that holds every name; SQL_ASCII takes bytes as they come. */
const usable = new Set(['UTF8', 'SQL_ASCII']);
const patienceMs = 10_000;

/** What a server says about itself and about us. */
interface Introduction {
  version: number;
  shown: string;
  encoding: string;
  datestyle: string;
  strings: string;
  database: string;
  name: string;
  schema: string | null;
  installed: boolean;
  standby: boolean;
  read_only: boolean;
  may_make_schemas: boolean;
  may_make_tables: boolean;
  foreign_owner: string | null;
}

const introduce = (client: pg.Client) =>
  client.query<Introduction>(`select current_setting('server_version_num')::int / 10000 as version,
  current_setting('server_version') as shown, current_setting('server_encoding') as encoding,
  current_setting('DateStyle') as datestyle, current_setting('standard_conforming_strings') as strings,
  current_database() as database, current_user as name, current_schema() as schema,
  to_regclass('installation') is not null as installed, pg_is_in_recovery() as standby,
  current_setting('default_transaction_read_only') = 'on' as read_only,
  has_database_privilege(current_database(), 'CREATE') or to_regnamespace('queue') is not null as may_make_schemas,
  has_schema_privilege('public', 'USAGE') and has_schema_privilege('public', 'CREATE') as may_make_tables,
  (select pg_get_userbyid(relowner) from pg_class join pg_namespace space on space.oid = relnamespace
    where nspname in ('public', 'queue') and relkind in ('r', 'p') and not pg_has_role(relowner, 'USAGE')
      and (nspname = 'queue' or relname in ('installation', 'migrations', 'runs')) limit 1) as foreign_owner`);

export interface FirstContact extends PostgresConnection {
  /** An installation lives there already. */
  installed: boolean;
}

/**
 * Meets a PostgreSQL server before anything is written there: whether it can be used, and what each session has to set.
 *
 * @throws DatabaseRefused with what to do
 */
export async function meet(address: string): Promise<FirstContact> {
  const { config } = connectionTo(address);
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patienceMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await introduce(client);
    const [server] = rows;
    if (!server) throw new DatabaseRefused(message('database.anonymous'));
    const refused = refusalOf(server);
    if (refused) throw new DatabaseRefused(refused);
    const connection = connectionTo(address, forSession(server));
    await demandSession(connection.config);
    return { ...connection, installed: server.installed };
  } catch (error) {
    throw error instanceof DatabaseRefused ? error : new DatabaseRefused(faultOfConnecting(error), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refusalOf(server: Introduction): Words | undefined {
  const [user, database] = [quoted(server.name), quoted(server.database)];
  if (server.version < leastVersion) return message('database.too-old', { least: leastVersion, version: server.shown });
  if (!usable.has(server.encoding)) return message('database.encoding', { database, encoding: server.encoding, user });
  if (server.standby) return message('database.standby');
  if (server.read_only) return message('database.read-only', { user });
  if (server.foreign_owner) return message('database.tables-of-another', { owner: quoted(server.foreign_owner), user });
  const missing = [
    ...(server.may_make_schemas ? [] : [`GRANT CREATE ON DATABASE ${database} TO ${user};`]),
    ...(server.may_make_tables ? [] : [`GRANT USAGE, CREATE ON SCHEMA public TO ${user};`]),
  ];
  if (missing.length > 0) return message('database.rights-missing', { user, database, statements: missing.join(' ') });
  return undefined;
}

/** What this server would do otherwise, and the driver or the queue cannot read. */
function forSession({ datestyle, strings, schema, installed }: Introduction): Record<string, string> {
  return {
    ...(datestyle.startsWith('ISO') ? {} : { datestyle: 'ISO' }),
    ...(strings === 'on' ? {} : { standard_conforming_strings: 'on' }),
    // Tables of an earlier start stay where they are found.
    ...(schema === 'public' || installed ? {} : { search_path: 'public' }),
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
