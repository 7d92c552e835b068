/** What arrived by mail and webhooks, and how both receivers behave: what programs that send alerts are tried with. */
export interface Inbox {
  mail: ReceivedMail[];
  webhooks: ReceivedWebhook[];
  weather: InboxWeather;
  /** Where both listen; empty and 0 while the practice cloud starts. */
  receiver: string;
  mailPort: number;
}

export interface ReceivedMail {
  number: number;
  at: string;
  /** Of the envelope. */
  from: string;
  to: string[];
  /** Signed in as; null: nobody did. */
  user: string | null;
  encrypted: boolean;
  subject: string;
  messageId: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
}

export interface ReceivedWebhook {
  number: number;
  at: string;
  /** By its path: an incoming webhook of Slack, a workflow of Teams, or anything else. */
  as: 'slack' | 'teams' | 'webhook';
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** What the receiver answered; null: the line was cut. */
  status: number | null;
}

export interface InboxWeather {
  /** `status`: answered with that; `down`: the line is cut; `hang`: no answer. A webhook is noted all the same. */
  webhooks: { is: 'status' | 'down' | 'hang'; status: number };
  /** `down`: the line is cut; `later` and `never`: refused for now (451) and for good (550). */
  mail: { is: 'up' | 'down' | 'later' | 'never' };
}

const most = 1000;

export const emptyInbox = (): Inbox => ({
  mail: [],
  webhooks: [],
  weather: { webhooks: { is: 'status', status: 200 }, mail: { is: 'up' } },
  receiver: '',
  mailPort: 0,
});

/** The newest are kept. */
export function keep<T extends { number: number }>(all: T[], received: Omit<T, 'number'>): void {
  const number = (all.at(-1)?.number ?? 0) + 1;
  all.push({ ...received, number } as T);
  if (all.length > most) all.shift();
}
