/** What is wrong with the database or its address, and what to do about it. */
export const database = {
  'database.address-protocol': 'must begin with postgres://',
  'database.address-unreadable':
    'cannot be read as an address: write # as %23, / as %2F, ? as %3F, @ as %40, % as %25 in a user name or password',
  'database.address-hosts': 'names more than one host: name the primary alone',
  'database.address-ssl': 'must not say ssl={ssl}: write sslmode=verify-full, or sslmode=disable for plain text',
  'database.address-sslmode': 'must not say sslmode={mode}: write verify-full, or one of {modes}',
  'database.address-file': 'names a file in {name} that cannot be read: {file}',
  'database.not-reached': '{said}: {remedy}',
  'database.remedy-password': 'put the right user and password into it',
  'database.remedy-pg-hba': "the server's pg_hba.conf must let this user in from this machine",
  'database.remedy-no-database': 'make that database, or name one that is there',
  'database.remedy-connect-right': 'the user needs the right to connect: GRANT CONNECT ON DATABASE … TO …;',
  'database.remedy-connections': 'raise max_connections; each process opens up to 16',
  'database.remedy-starting': 'the server is starting or stopping: start the assistant again when it is up',
  'database.remedy-refused': 'start the server, or name the host and port that it listens on',
  'database.remedy-no-socket': 'start the server, or name the folder of its socket',
  'database.remedy-no-host': 'name a host that is there',
  'database.remedy-look-up': 'the name of the host cannot be looked up now: check DNS',
  'database.remedy-network': 'check the network, or name another host',
  'database.remedy-firewall': 'check the network and its firewalls, or name another host',
  'database.remedy-authority': 'name the certificate of its authority: …&sslrootcert=FILE',
  'database.remedy-self-signed': 'name its certificate: …&sslrootcert=FILE',
  'database.remedy-expired': "renew the server's certificate",
  'database.remedy-name': "name the host by a name that is in the server's certificate",
  'database.remedy-no-tls': 'write sslmode=disable if plain text is intended, or switch TLS on at the server',
  'database.remedy-pooler-options': 'the pooler takes no options: connect to PostgreSQL itself',
  'database.remedy-wants-tls': 'the server wants TLS: add ?sslmode=verify-full',
  'database.anonymous': 'the server does not say who it is',
  'database.too-old': 'needs PostgreSQL {least} or newer; this server is {version}',
  'database.encoding':
    "needs a database in UTF8; {database} is in {encoding}, which cannot hold every name. Make another: CREATE DATABASE vplus ENCODING 'UTF8' TEMPLATE template0 OWNER {user};",
  'database.standby': 'leads to a standby, which only reads: name the primary',
  'database.read-only':
    'leads to a database whose transactions only read: ALTER ROLE {user} SET default_transaction_read_only = off; (or the same for the database), or name the primary',
  'database.tables-of-another':
    'leads to tables that belong to {owner}, while the user is {user}: REASSIGN OWNED BY {owner} TO {user}; or connect as their owner',
  'database.rights-missing':
    'the user {user} lacks the right to make what the assistant keeps: {statements} Or make it the owner: ALTER DATABASE {database} OWNER TO {user};',
  'database.pooler':
    'leads through a pooler in transaction mode, where locks and LISTEN are lost: connect to PostgreSQL itself, or set the pooler to session mode',
  'database.newer': 'The database was migrated by a newer version of this assistant ({migration})',
  'database.no-answer': 'The database does not answer.',
  'database.several-faults': '{faults}',
  'database.statement-refused': 'The database refused a statement.',
  'database.value-refused':
    'The database refused a value{place, select, column { in column {column} of table {table}} table { of table {table}} other {}} (SQLSTATE {code}).',
  'database.folder-full':
    'The disk of the database folder {folder} is full: less than {megabytes} MB are free. It goes on when there is room again.',
  'database.no-folder': '{path} is no folder; name another one',
  'database.folder-closed':
    "the folder {folder} cannot be written ({code}); give this assistant's user the right to write there, or name another one",
  'database.folder-on-no-disk': '{folder} is on no disk; name a folder on a local disk',
  'database.folder-unwritable':
    "The database folder {folder} cannot be written ({code}). Give this assistant's user the right to write there, or set DATA_DIR to another folder.",
  'database.folder-unlockable':
    "The database folder {folder} cannot be locked ({why}). Use a folder on a local disk that this assistant's user may write, or a PostgreSQL server.",
  'database.folder-in-use':
    'The database folder {folder} is in use by another process of this assistant. Stop that one first, or give this one a folder of its own or a PostgreSQL server.',
} as const;
