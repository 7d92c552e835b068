import type { AlertChannel } from '@vplus/contracts';
import { useState } from 'react';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { severityWords } from '#lib/severity-words.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Status } from '#ui/status.tsx';
import { Moment, Time } from '#ui/time.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { useChannelActs } from './use-channels.ts';
import { digestWords, endOf, placeOf, stateOf } from './words.ts';

/** One channel: how it fares, and what can be done with it. */
export function ChannelCard({ channel }: { channel: AlertChannel }) {
  const { name, filter, digest, gathered, off, oldSecretUntil, waiting, failed, lastDelivery, settings } = channel;
  const { test, switchTo, rotate, replayFailed, replay, remove } = useChannelActs(channel);
  const [logShown, setLogShown] = useState(false);
  const { tone, word } = stateOf(channel);
  const last = lastDelivery?.attempts.at(-1);
  const errors = [test, switchTo, rotate, replayFailed, replay, remove].flatMap(({ error }) => error ?? []);
  return (
    <Card title={name} aside={<Status tone={tone}>{word}</Status>}>
      <Facts>
        <FactRow label="Where">{placeOf(channel)}</FactRow>
        <FactRow label="What">
          {filter.severities.map((severity) => severityWords[severity]).join(', ')}
          {filter.kinds ? `; ${filter.kinds.join(', ')}` : ''}
          {filter.tenants
            ? `; ${filter.tenants.length === 1 ? '1 tenant' : `${filter.tenants.length} tenants`}`
            : '; all tenants'}
        </FactRow>
        {digest ? <FactRow label="Daily digest">{digestWords(digest)}</FactRow> : null}
        {gathered > 0 ? <FactRow label="For the next digest">{gathered}</FactRow> : null}
        <FactRow label="Last attempt">
          {last ? (
            <>
              <Time at={last.at} />: {endOf(last)}
            </>
          ) : (
            'None yet'
          )}
        </FactRow>
        {waiting > 0 ? <FactRow label="Waiting">{waiting}</FactRow> : null}
        {off ? (
          <FactRow label="Switched off">
            <Moment at={off.since} /> {off.why === 'gone' ? 'because the receiver wants no more' : `by ${off.by}`}
          </FactRow>
        ) : null}
        {oldSecretUntil ? (
          <FactRow label="Old secret">
            signs too until <Moment at={oldSecretUntil} />
          </FactRow>
        ) : null}
      </Facts>
      <div className="mt-4 flex flex-wrap gap-2">
        {off ? (
          <Button look="primary" busy={switchTo.isPending && 'Switching…'} onClick={() => switchTo.mutate(true)}>
            Switch on
          </Button>
        ) : (
          <Button busy={test.isPending && 'Sending…'} onClick={() => test.mutate()}>
            Send a test
          </Button>
        )}
        {failed > 0 && !off ? (
          <Button busy={replayFailed.isPending && 'Sending…'} onClick={() => replayFailed.mutate()}>
            Send all {failed} again
          </Button>
        ) : null}
        <Button aria-expanded={logShown} onClick={() => setLogShown(!logShown)}>
          {logShown ? 'Hide the log' : 'Show the log'}
        </Button>
        {settings.kind === 'webhook' ? (
          <Confirm
            look="secondary"
            trigger="New secret"
            title="Make a new signing secret?"
            action="Make it"
            busy={rotate.isPending && 'Making…'}
            onConfirm={() => rotate.mutate()}
          >
            <p>The old one signs too for a day, so that the receiver can follow.</p>
          </Confirm>
        ) : null}
        {off ? null : (
          <Button busy={switchTo.isPending && 'Switching…'} onClick={() => switchTo.mutate(false)}>
            Switch off
          </Button>
        )}
        <Confirm
          trigger="Remove"
          title={`Remove the channel ${name}?`}
          action="Remove it"
          busy={remove.isPending && 'Removing…'}
          onConfirm={() => remove.mutate()}
        >
          <p>Its log goes with it, and what still waits is not sent.</p>
        </Confirm>
      </div>
      <div className="mt-4 flex flex-col gap-4 empty:hidden">
        {rotate.data?.secret ? <ShownSecret secret={rotate.data.secret} /> : null}
        {errors.map((error) => (
          <ProblemNotice key={error.message} error={error} />
        ))}
        {logShown ? <DeliveryLog channelId={channel.id} onReplay={off ? null : (id) => replay.mutate(id)} /> : null}
      </div>
    </Card>
  );
}
