import pg from 'pg';
import { wordsOfConnecting } from './connect-words.ts';
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

const introduce = `select current_setting('server_version_num')::int / 10000 as version,
  current_setting('server_version') as shown, current_setting('server_encoding') as encoding,
  current_setting('DateStyle') as datestyle, current_setting('standard_conforming_strings') as strings,
  current_database() as database, current_user as name, current_schema() as schema,
  to_regclass('installation') is not null as installed, pg_is_in_recovery() as standby,
  current_setting('default_transaction_read_only') = 'on' as read_only,
  has_database_privilege(current_database(), 'CREATE') or to_regnamespace('queue') is not null as may_make_schemas,
  has_schema_privilege('public', 'USAGE') and has_schema_privilege('public', 'CREATE') as may_make_tables,
  (select pg_get_userbyid(relowner) from pg_class join pg_namespace space on space.oid = relnamespace
    where nspname in ('public', 'queue') and relkind in ('r', 'p') and not pg_has_role(relowner, 'USAGE')
      and (nspname = 'queue' or relname in ('installation', 'migrations', 'runs')) limit 1) as foreign_owner`;

export interface FirstContact extends PostgresConnection {
  /** An installation lives there already. */
  installed: boolean;
}

/**
 * Meets a PostgreSQL server before anything is written there: whether it can be used, and what each session has to set.
 *
 * @throws DatabaseRefused with a sentence that says what to do
 */
export async function meet(address: string): Promise<FirstContact> {
  const { config } = connectionTo(address);
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patienceMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Introduction>(introduce);
    const [server] = rows;
    if (!server) throw new DatabaseRefused('it does not say who it is');
    const refused = refusalOf(server);
    if (refused) throw new DatabaseRefused(refused);
    const connection = connectionTo(address, forSession(server));
    await demandSession(connection.config);
    return { ...connection, installed: server.installed };
  } catch (error) {
    throw error instanceof DatabaseRefused ? error : new DatabaseRefused(wordsOfConnecting(error), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refusalOf(server: Introduction): string | undefined {
  const [name, database] = [quoted(server.name), quoted(server.database)];
  if (server.version < leastVersion) return `needs PostgreSQL ${leastVersion} or newer; this server is ${server.shown}`;
  if (!usable.has(server.encoding))
    return `needs a database in UTF8; ${database} is in ${server.encoding}, which cannot hold every name. Make another: CREATE DATABASE vplus ENCODING 'UTF8' TEMPLATE template0 OWNER ${name};`;
  if (server.standby) return 'leads to a standby, which only reads: name the primary';
  if (server.read_only)
    return `leads to a database whose transactions only read: ALTER ROLE ${name} SET default_transaction_read_only = off; (or the same for the database), or name the primary`;
  if (server.foreign_owner)
    return `leads to tables that belong to ${quoted(server.foreign_owner)}, while the user is ${name}: REASSIGN OWNED BY ${quoted(server.foreign_owner)} TO ${name}; or connect as their owner`;
  const missing = [
    ...(server.may_make_schemas ? [] : [`GRANT CREATE ON DATABASE ${database} TO ${name};`]),
    ...(server.may_make_tables ? [] : [`GRANT USAGE, CREATE ON SCHEMA public TO ${name};`]),
  ];
  if (missing.length > 0)
    return `the user ${name} lacks the right to make what the assistant keeps: ${missing.join(' ')} Or make it the owner: ALTER DATABASE ${database} OWNER TO ${name};`;
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
