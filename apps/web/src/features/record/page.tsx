import { useQuery } from '@tanstack/react-query';
import type { RecordView } from '@vplus/contracts';
import { useParams } from 'react-router';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useConfig } from '#lib/queries.ts';
import { integrityOf, recordQuery } from '#lib/record.ts';
import { Button } from '#ui/button.tsx';
import { downloadJson } from '#ui/download.ts';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Paper } from '#ui/paper.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Credentials, Proof, Vplus } from './proof.tsx';
import { Deeds, Sealings, Steps, Summary, Verifying } from './sections.tsx';
import { outcomeOf, titleOf } from './words.ts';

/** The record of a run, to read, to print and to keep. */
export function RecordPage() {
  const { runId = '' } = useParams();
  const record = useQuery(recordQuery(runId));

  if (record.isPending)
    return (
      <Page title="The record">
        <Loading what="Reading the record…" />
      </Page>
    );
  if (!record.data)
    return (
      <Page title="This record cannot be shown">
        <ProblemNotice error={record.error} onRetry={record.refetch} />
        <TextLink to="/tenants">Go to your tenants</TextLink>
      </Page>
    );
  return <Record record={record.data} />;
}

function Record({ record }: { record: RecordView }) {
  const { facts, hash } = record;
  const practice = Boolean(useConfig().data?.practice);
  const integrity = integrityOf(record);

  return (
    <Page title={titleOf(facts)} lead={`${outcomeOf(facts)}.`}>
      <Paper foot={[`${facts.tenant.name}, ${facts.tenant.id}`, `Record SHA-256 ${hash}`]}>
        <div className="flex flex-wrap items-center gap-3 print:hidden">
          <Button look="primary" onClick={() => window.print()}>
            Print or save as PDF
          </Button>
          <Button onClick={() => downloadJson(`record-${facts.run.id}.json`, record)}>Download as JSON</Button>
          <TextLink to={`/runs/${facts.run.id}`}>Back to the run</TextLink>
        </div>
        {practice ? (
          <p className="font-medium">Practice: Microsoft 365 and vPlus were imitations; nothing real was touched.</p>
        ) : null}
        {integrity === 'not-final' ? (
          <Notice kind="attention" title="This record is not final">
            <p>The run has not ended. Its record will change until then.</p>
          </Notice>
        ) : null}
        {integrity === 'altered' ? (
          <Notice kind="bad" title="This record was changed after the run ended">
            <p>Its facts do not match the hash in the tenant’s history: {record.recorded?.hash}. Do not rely on it.</p>
          </Notice>
        ) : null}
        <Summary record={record} />
        <Proof facts={facts} />
        <Credentials facts={facts} />
        <Vplus facts={facts} />
        <Sealings facts={facts} />
        <Steps facts={facts} />
        <Deeds facts={facts} />
        <Verifying record={record} integrity={integrity} />
      </Paper>
    </Page>
  );
}
