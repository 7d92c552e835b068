import { useMutation } from '@tanstack/react-query';
import { type Revealable, type Revealed, type RunView, revealOnce } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { downloadBase64 } from '#ui/download.ts';

const words = {
  'client-secret': {
    trigger: 'Show the client secret',
    title: 'Show the client secret now?',
    text: 'It is shown once, to you, and that is recorded. Have the form of vPlus open first.',
  },
  certificate: {
    trigger: 'Download the certificate',
    title: 'Download the certificate now?',
    text: 'The file and its password are given out once, to you, and that is recorded.',
  },
} as const satisfies Record<Revealable, object>;

/** A credential on an explicit click. It lives in this component alone: no cache, no storage, gone with the page. */
export function RevealOnce({ what, run }: { what: Revealable; run: RunView }) {
  const { trigger, title, text } = words[what];
  const reveal = useMutation({
    mutationFn: () => api(revealOnce, { params: { runId: run.id }, body: { what } }),
    gcTime: 0,
  });
  if (reveal.data) return <Shown shown={reveal.data} name={run.tenantName} />;
  return (
    <div className="flex flex-col items-start gap-3">
      <Confirm
        trigger={trigger}
        look="secondary"
        title={title}
        action={trigger}
        busy={reveal.isPending && 'One moment…'}
        onConfirm={() =>
          reveal.mutate(undefined, {
            onSuccess: (shown) => {
              if (shown.what === 'certificate')
                downloadBase64(`${run.tenantName}.pfx`, shown.pfx, 'application/x-pkcs12');
            },
          })
        }
      >
        <p>{text}</p>
      </Confirm>
      {reveal.isError ? <ProblemNotice error={reveal.error} runId={run.id} /> : null}
    </div>
  );
}

function Shown({ shown, name }: { shown: Revealed; name: string }) {
  return (
    <div role="status" className="flex flex-col gap-2">
      {shown.what === 'client-secret' ? (
        <>
          <p>The client secret. It will not be shown again:</p>
          <CopyableText what="client secret" value={shown.value} />
        </>
      ) : (
        <>
          <p>“{name}.pfx” was downloaded. This password opens it, and will not be shown again:</p>
          <CopyableText what="password of the file" value={shown.password} />
        </>
      )}
    </div>
  );
}
