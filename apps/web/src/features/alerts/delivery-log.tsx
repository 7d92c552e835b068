import type { AlertDelivery } from '@vplus/contracts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { severityWords } from '#lib/severity-words.ts';
import { Button } from '#ui/button.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { Loading } from '#ui/loading.tsx';
import { Status } from '#ui/status.tsx';
import { Time } from '#ui/time.tsx';
import { useDeliveries } from './use-channels.ts';
import { deliveryState, endOf, events } from './words.ts';

interface DeliveryLogProps {
  channelId: string;
  /** null: the channel is switched off. */
  onReplay: ((deliveryId: string) => void) | null;
}

/** What was sent to a channel, the newest first, with every attempt. */
export function DeliveryLog({ channelId, onReplay }: DeliveryLogProps) {
  const log = useDeliveries(channelId);
  if (log.isError) return <ProblemNotice error={log.error} onRetry={log.refetch} />;
  if (log.isPending) return <Loading what="Looking into the log…" />;
  const { deliveries, next } = log.data;
  if (deliveries.length === 0) return <p className="text-muted">Nothing was sent yet.</p>;
  return (
    <>
      <ul aria-label="Deliveries" className="flex flex-col gap-3">
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} onReplay={onReplay} />
        ))}
      </ul>
      {next ? <p className="mt-3 text-small text-muted">Older ones can be read through the API.</p> : null}
    </>
  );
}

function Row({ delivery, onReplay }: { delivery: AlertDelivery; onReplay: DeliveryLogProps['onReplay'] }) {
  const { id, event, severity, what, raisedAt, state, nextAt, attempts } = delivery;
  const { tone, word } = deliveryState(delivery);
  return (
    <li className="flex flex-col gap-1 border-t border-line pt-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">
          {event === 'test' || event === 'digest' ? events[event] : `${severityWords[severity]}: ${events[event]}`}
        </span>
        <Status tone={tone}>{word}</Status>
      </div>
      <p className="break-words">{what}</p>
      <p className="text-small text-muted">
        <Time at={raisedAt} />, id <CopyableId value={id} what="id of the alert" />
      </p>
      {attempts.length > 0 ? (
        <ol aria-label="Attempts" className="text-small text-muted">
          {attempts.map((attempt) => (
            <li key={attempt.number}>
              {attempt.number}. <Time at={attempt.at} />: {endOf(attempt)}, after {attempt.durationMs} ms
            </li>
          ))}
        </ol>
      ) : null}
      {nextAt && attempts.length > 0 ? (
        <p className="text-small">
          Next attempt <Time at={nextAt} />
        </p>
      ) : null}
      {onReplay ? (
        <Button className="self-start" onClick={() => onReplay(id)}>
          {state === 'waiting' ? 'Send now' : 'Send again'}
        </Button>
      ) : null}
    </li>
  );
}
