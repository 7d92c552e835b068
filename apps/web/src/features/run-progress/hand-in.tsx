import { useMutation, useQueryClient } from '@tanstack/react-query';
import { handInSecret, type RunView } from '@vplus/contracts';
import { useState } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { cacheRun } from './use-run.ts';

/** Takes the client secret that a script printed. It leaves this page at once and is never shown again. */
export function HandIn({ run }: { run: RunView }) {
  const client = useQueryClient();
  const [value, setValue] = useState('');
  const handIn = useMutation({
    mutationFn: () => api(handInSecret, { params: { runId: run.id }, body: { value } }),
    onSuccess: (view) => {
      setValue('');
      cacheRun(client, view);
    },
  });
  return (
    <form
      className="flex w-full flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        handIn.mutate();
      }}
    >
      {handIn.isError ? (
        <ProblemNotice error={handIn.error} way={{ returnTo: `/runs/${run.id}`, resumeRunId: run.id }} />
      ) : null}
      <Field
        label="Client secret"
        hint="Its value, not its id. It is sealed at once, tried, handed to vPlus and wiped."
        type="password"
        autoComplete="off"
        required
        value={value}
        onChange={({ target }) => setValue(target.value)}
      />
      <Button type="submit" look="primary" busy={handIn.isPending && 'Handing in…'}>
        Hand in and go on
      </Button>
    </form>
  );
}
