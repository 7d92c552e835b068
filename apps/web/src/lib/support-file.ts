import { getHealth, getSupportBundle, type ProblemView } from '@vplus/contracts';
import { redact } from '@vplus/contracts/redact';
import { downloadJson } from '#ui/download.ts';
import { api } from './api.ts';
import { openIdentity } from './identity.ts';
import type { SaidByMicrosoft } from './said-by-microsoft.ts';

/** What there is to report: a run, or what went wrong before any run. */
export interface Reported {
  runId?: string;
  problem?: ProblemView;
  said?: SaidByMicrosoft;
}

/** Hands the person a file for whoever helps; without an answer of the API it holds what this page knows. */
export async function saveSupportFile({ runId, ...rest }: Reported): Promise<void> {
  const browser = browserFacts();
  const bundle = runId ? await api(getSupportBundle, { params: { runId } }).catch(() => null) : null;
  if (bundle) return downloadJson(`support-${runId}.json`, { ...bundle, browser });
  const product = await api(getHealth, {}).catch(() => null);
  const file = {
    version: 1,
    madeAt: new Date().toISOString(),
    product: { version: product?.version },
    ...rest,
    browser,
  };
  const { problem } = rest;
  // A claims challenge is of no use to anybody but Microsoft.
  const kept = problem ? { ...file, problem: { ...problem, claims: undefined } } : file;
  const account = (await openIdentity().catch(() => null))?.account();
  const people = account ? [account.name, account.username] : [];
  downloadJson('support.json', redact({ ...kept, ...(runId ? { runId } : {}) }, people));
}

/** What tells browsers apart, and nothing that tells people apart. */
function browserFacts() {
  const { userAgent, language, onLine, cookieEnabled } = navigator;
  return {
    page: location.pathname,
    userAgent,
    language,
    onLine,
    cookieEnabled,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: new Date().toISOString(),
    window: `${innerWidth}×${innerHeight}`,
  };
}
