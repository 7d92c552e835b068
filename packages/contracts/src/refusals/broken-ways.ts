import { message } from '@vplus/messages/message';
import type { UnwordedMeaning } from './meaning.ts';

/** Where a request was stopped before it arrived; `remote-error.ts` of the clients says by which signs. */
export type BrokenWay = 'certificate' | 'hostname' | 'proxy' | 'dns' | 'connection';

/** The way to Microsoft and the one to vPlus: only whoever runs this assistant can mend either. */
export const brokenWays: Record<'microsoft' | 'vplus', Record<BrokenWay, UnwordedMeaning>> = {
  microsoft: {
    certificate: {
      helper: 'operator',
      problem: 'microsoft-certificate',
      title: message('broken-way.microsoft-certificate-title'),
      sentence: message('broken-way.microsoft-certificate'),
      remedy: message('broken-way.microsoft-certificate-remedy'),
    },
    hostname: {
      helper: 'operator',
      problem: 'microsoft-hostname',
      title: message('broken-way.microsoft-hostname-title'),
      sentence: message('broken-way.microsoft-hostname'),
      remedy: message('broken-way.microsoft-hostname-remedy'),
    },
    proxy: {
      helper: 'operator',
      problem: 'microsoft-proxy',
      title: message('broken-way.microsoft-proxy-title'),
      sentence: message('broken-way.microsoft-proxy'),
      remedy: message('broken-way.microsoft-proxy-remedy'),
    },
    dns: {
      helper: 'operator',
      problem: 'microsoft-dns',
      title: message('broken-way.microsoft-dns-title'),
      sentence: message('broken-way.microsoft-dns'),
      remedy: message('broken-way.microsoft-dns-remedy'),
    },
    connection: {
      helper: 'operator',
      problem: 'microsoft-connection',
      title: message('broken-way.microsoft-connection-title'),
      sentence: message('broken-way.microsoft-connection'),
      remedy: message('broken-way.microsoft-connection-remedy'),
    },
  },
  vplus: {
    certificate: {
      helper: 'operator',
      problem: 'vplus-certificate',
      title: message('broken-way.vplus-certificate-title'),
      sentence: message('broken-way.vplus-certificate'),
      remedy: message('broken-way.vplus-certificate-remedy'),
    },
    hostname: {
      helper: 'operator',
      problem: 'vplus-certificate',
      title: message('broken-way.vplus-hostname-title'),
      sentence: message('broken-way.vplus-hostname'),
      remedy: message('broken-way.vplus-hostname-remedy'),
    },
    proxy: {
      helper: 'operator',
      problem: 'vplus-proxy',
      title: message('broken-way.vplus-proxy-title'),
      sentence: message('broken-way.vplus-proxy'),
      remedy: message('broken-way.vplus-proxy-remedy'),
    },
    dns: {
      helper: 'operator',
      problem: 'vplus-dns',
      title: message('broken-way.vplus-dns-title'),
      sentence: message('broken-way.vplus-dns'),
      remedy: message('broken-way.vplus-dns-remedy'),
    },
    connection: {
      helper: 'operator',
      problem: 'vplus-unreachable',
      title: message('broken-way.vplus-connection-title'),
      sentence: message('broken-way.vplus-connection'),
      remedy: message('broken-way.vplus-connection-remedy'),
    },
  },
};
