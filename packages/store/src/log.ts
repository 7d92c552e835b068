export type Log = (level: 'debug' | 'info' | 'warn' | 'error', text: string, fields: Record<string, unknown>) => void;
