import { Severity } from '@vplus/contracts';
import { sql as raw, type SQL, type SQLWrapper } from 'drizzle-orm';

/** To order by, the worst first. */
export const worstFirst = (severity: SQLWrapper): SQL =>
  raw`array_position(array[${raw.join(
    Severity.options.map((one) => raw`${one}`),
    raw`, `,
  )}]::text[], ${severity})`;

export const isWorse = (now: Severity, before: Severity): boolean =>
  Severity.options.indexOf(now) < Severity.options.indexOf(before);
