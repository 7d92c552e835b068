import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button, type ButtonProps } from '#ui/button.tsx';
import { problemOf } from './api-problem.ts';
import { openIdentity } from './identity.ts';
import type { SignInRequest } from './identity-port.ts';

interface SignInButtonProps {
  request: SignInRequest;
  look?: ButtonProps['look'];
  children: ReactNode;
}

/** Leaves for Microsoft's sign-in page. */
export function SignInButton({ request, look = 'primary', children }: SignInButtonProps) {
  const signIn = useMutation({ mutationFn: async () => (await openIdentity()).signIn(request) });
  const leaving = signIn.isPending || signIn.isSuccess;
  return (
    <span className="inline-flex flex-col items-start gap-2">
      <Button look={look} busy={leaving && 'Opening Microsoft…'} onClick={() => signIn.mutate()}>
        {children}
      </Button>
      {signIn.isError ? (
        <span role="alert" className="text-small text-bad">
          {problemOf(signIn.error).title}. {problemOf(signIn.error).remedy}
        </span>
      ) : null}
    </span>
  );
}
