import type { Severity } from '@vplus/contracts';

export const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Good to know',
};
