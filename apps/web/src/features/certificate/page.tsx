import { useQuery } from '@tanstack/react-query';
import type { RecordView } from '@vplus/contracts';
import { useParams } from 'react-router';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useConfig } from '#lib/queries.ts';
import { recordQuery } from '#lib/record.ts';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Paper } from '#ui/paper.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Steps, Summary } from './sections.tsx';
import { goneOf, leadOf, meaningOfDone, stayedOf, whyNone } from './words.ts';

/** What a disconnect removed and what stayed, on one page, from its record. */
export function CertificatePage() {
  const { runId = '' } = useParams();
  const record = useQuery(recordQuery(runId));

  if (record.isPending)
    return (
      <Page title="Certificate of removal">
        <Loading what="Reading the record…" />
      </Page>
    );
  if (!record.data)
    return (
      <Page title="This certificate cannot be shown">
        <ProblemNotice error={record.error} onRetry={record.refetch} />
        <TextLink to="/tenants">Go to your tenants</TextLink>
      </Page>
    );
  const why = whyNone(record.data);
  if (why)
    return (
      <Page title="There is no certificate of removal">
        <Notice kind="attention" title={why}>
          <p>A certificate is of a disconnect that ended, and of nothing less.</p>
        </Notice>
        <TextLink to={`/runs/${runId}`}>Back to the run</TextLink>
      </Page>
    );
  return <Certificate record={record.data} />;
}

function Certificate({ record }: { record: RecordView }) {
  const { facts, hash } = record;
  const practice = Boolean(useConfig().data?.practice);
  return (
    <Page title={`Certificate of removal: ${facts.tenant.name}`} lead={leadOf(facts)}>
      <Paper foot={[`${facts.tenant.name}, ${facts.tenant.id}`, `Record SHA-256 ${hash}`]}>
        <div className="flex flex-wrap items-center gap-3 print:hidden">
          <Button look="primary" onClick={() => window.print()}>
            Print or save as PDF
          </Button>
          <TextLink to={`/runs/${facts.run.id}/record`}>Show the whole record</TextLink>
          <TextLink to={`/tenants/${facts.tenant.id}`}>Back to the tenant</TextLink>
        </div>
        {practice ? (
          <p className="font-medium">Practice: Microsoft 365 and vPlus were imitations; nothing real was touched.</p>
        ) : null}
        <Summary record={record} />
        <Steps
          title="What was removed, restored or given back"
          note={meaningOfDone}
          none="Nothing had to be removed."
          steps={goneOf(facts)}
        />
        <Steps title="What was not there, stayed, or is left for a person" none="Nothing." steps={stayedOf(facts)} />
      </Paper>
    </Page>
  );
}
