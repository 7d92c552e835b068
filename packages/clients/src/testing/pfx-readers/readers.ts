import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = import.meta.dirname;
const jars = ['/usr/share/java/bcprov.jar', '/usr/share/java/bcpkix.jar'];
const goCode = '/usr/share/gocode';

export interface PfxReader {
  name: string;
  /** Prints key and certificate as PEM, or ends with another status than 0. */
  command: (file: string, password: string) => [string, ...string[]];
  /** What must be there, and the Debian package that brings it. No machine has them all, and no CI need have. */
  needs: { is: () => boolean; from: string };
  environment?: Record<string, string>;
  /** What else it says of the file. */
  says?: RegExp;
}

export const has = (command: string, ...question: string[]): boolean => spawnSync(command, question).status === 0;
const program = (name: string) => join(programs, name);
const python = '/usr/bin/python3';
const java = (provider: string) => (file: string, secret: string) =>
  ['java', '-cp', jars.join(':'), '--source', '17', program('java-key-store.java'), file, secret, provider] as [
    string,
    ...string[],
  ];

/** Every reader of PFX files that Debian 12 has, but those that know no PBES2. */
export const pfxReaders: PfxReader[] = [
  {
    name: 'OpenSSL',
    command: (file, secret) => ['openssl', 'pkcs12', '-in', file, '-passin', `pass:${secret}`, '-nodes'],
    needs: { is: () => has('openssl', 'version'), from: 'openssl' },
  },
  {
    name: "Java's own key store",
    command: java('SunJSSE'),
    needs: { is: () => has('java', '--version'), from: 'openjdk-17-jdk-headless' },
  },
  {
    name: 'Bouncy Castle',
    command: java('BC'),
    needs: { is: () => has('java', '--version') && jars.every((jar) => existsSync(jar)), from: 'libbcpkix-java' },
  },
  {
    name: 'NSS',
    command: (file, secret) => ['sh', program('nss.sh'), file, secret, 'vPlus for Contoso'],
    needs: { is: () => has('which', 'pk12util', 'certutil', 'openssl'), from: 'libnss3-tools' },
  },
  {
    name: 'GnuTLS, describing it',
    command: (file, secret) => ['certtool', '--p12-info', '--inder', '--infile', file, '--password', secret],
    needs: { is: () => has('certtool', '--version'), from: 'gnutls-bin' },
    says: /MAC: SHA256 [\s\S]*Salt size: 16/,
  },
  {
    name: 'GnuTLS, loading it for a server',
    command: (file, secret) => [python, program('gnutls-loader.py'), file, secret],
    needs: { is: () => has(python, '-c', 'import ctypes; ctypes.CDLL("libgnutls.so.30")'), from: 'libgnutls30' },
  },
  {
    name: 'go-pkcs12',
    command: (file, secret) => ['go', 'run', program('go-pkcs12.go'), file, secret],
    needs: {
      is: () => has('go', 'version') && existsSync(`${goCode}/src/software.sslmate.com/src/go-pkcs12`),
      from: 'golang-sslmate-src-go-pkcs12-dev',
    },
    environment: { GO111MODULE: 'off', GOPATH: goCode, GOCACHE: join(tmpdir(), 'go-build'), GOFLAGS: '' },
  },
  {
    name: 'Python cryptography',
    command: (file, secret) => [python, program('python-cryptography.py'), file, secret],
    needs: { is: () => has(python, '-c', 'import cryptography'), from: 'python3-cryptography' },
  },
  {
    name: 'PHP',
    command: (file, secret) => ['php', program('php-openssl.php'), file, secret],
    needs: { is: () => has('php', '-r', 'exit(function_exists("openssl_pkcs12_read") ? 0 : 1);'), from: 'php-cli' },
  },
  {
    name: 'Ruby',
    command: (file, secret) => ['ruby', program('ruby-openssl.rb'), file, secret],
    needs: { is: () => has('ruby', '-ropenssl', '-e', 'OpenSSL::PKCS12'), from: 'ruby' },
  },
];
