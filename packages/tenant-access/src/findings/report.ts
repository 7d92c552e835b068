import { RemoteError } from '@vplus/clients';
import type { CheckReport, Concern, FindingKind, ProblemCode } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import type { Look } from '@vplus/reconciler';
import type { Connection, Readers } from '../ports.ts';
import { problemOf } from '../refusals/problem-of.ts';
import { connectSteps } from '../steps/steps.ts';
import { isUnread } from './tenant-policies.ts';

type Looked = Look<Readers, Connection>;

/** A step that could not look because of these has found something out all the same. */
const ofServer: Partial<Record<ProblemCode, FindingKind>> = {
  'vplus-unreachable': 'vplus-unreachable',
  'vplus-dns': 'vplus-unreachable',
  'vplus-proxy': 'vplus-unreachable',
  'vplus-certificate': 'vplus-certificate',
  'vplus-login': 'vplus-login',
};

/** What a check says against the tenant, and how far it could look. */
export function reportOf(looks: Looked[]): CheckReport {
  const report: CheckReport = { concerns: [], covered: [], unseen: [] };
  const missing = new Set<string>();
  for (const { step, finding } of looks) {
    const finds = connectSteps.find(({ id }) => id === step.id)?.finds ?? null;
    const rests = step.after.some((id) => missing.has(id));
    if (finding.is === 'absent' || finding.is === 'cannot-look' || (rests && finding.is !== 'there'))
      missing.add(step.id);
    // What is wrong only because something before it is gone is told once: of that.
    const said = rests && finding.is !== 'there' ? unseen : concernsOf(step, finds, finding);
    report.concerns.push(...said.concerns.map((concern) => ({ ...concern, stepId: step.id })));
    if (said.unseen === undefined && 'unread' in finding && finding.unread)
      report.unseen.push({ stepId: step.id, ...finding.unread });
    if (said.unseen === undefined) report.covered.push(step.id);
    else report.unseen.push({ stepId: step.id, why: said.unseen });
  }
  return { ...report, concerns: eachOnce(report.concerns) };
}

const unseen: Told = { concerns: [], unseen: message('reconciler.basis-unseen') };

interface Told {
  concerns: Concern[];
  /** Why it could not look; absent: it could. */
  unseen?: Words;
}

function concernsOf(step: { id: string }, finds: FindingKind | null, finding: Looked['finding']): Told {
  const words = (what: Words): Concern[] => (finds ? [{ kind: finds, what }] : []);
  switch (finding.is) {
    case 'refused':
      return refused(finding.error);
    case 'cannot-look':
      return { concerns: [], unseen: finding.why };
    case 'under-way':
      return { concerns: [] };
    case 'there':
      return {
        concerns: finding.concerns ?? (finding.attention ? words(finding.attention) : []),
        ...(isUnread(step, finding.output) ? { unseen: finding.detail ?? message('reconciler.not-looked-at') } : {}),
      };
    case 'needs-you':
      return { concerns: finding.concerns ?? words(finding.ask.text) };
    case 'absent':
    case 'partly': {
      const added = finding.is === 'partly' ? (finding.removes ?? []) : [];
      const whole = finds ? words(finding.detail ?? message(`finding.${finds}`)) : [];
      return {
        concerns: [
          ...(finding.concerns ?? whole),
          ...added.map(({ key, kind, what }) => ({ kind, subject: key, what })),
        ],
      };
    }
  }
}

function refused(error: unknown): Told {
  if (!(error instanceof RemoteError)) return { concerns: [], unseen: message('reconciler.not-looked-at') };
  const problem = problemOf(error).toView();
  const kind = ofServer[problem.code];
  const why = problem.detail ?? problem.title;
  return { concerns: kind ? [{ kind, what: why }] : [], unseen: why };
}

/** Several steps that look at one server say the same of it. */
const eachOnce = (concerns: CheckReport['concerns']): CheckReport['concerns'] =>
  [...new Map(concerns.toReversed().map((one) => [`${one.kind}/${one.subject ?? ''}`, one])).values()].toReversed();
