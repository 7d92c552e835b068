export type Log = (level: 'info' | 'warn' | 'error', text: string, fields: Record<string, unknown>) => void;
