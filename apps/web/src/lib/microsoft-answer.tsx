import { useConfig } from '#lib/queries.ts';
import { CodeBlock } from '#ui/code-block.tsx';
import { CopyButton } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Notice } from '#ui/notice.tsx';
import { approvalAgeMs, storedConsent } from './consent.ts';
import { helperWords } from './helper-words.ts';
import { useAccount } from './queries.ts';
import { explain, namesIn, type SaidByMicrosoft } from './said-by-microsoft.ts';
import { SupportButton } from './support-button.tsx';

interface MicrosoftAnswerProps {
  said: SaidByMicrosoft;
  /** The code may be about vPlus's own application as well: it was pasted from anywhere. */
  anywhere?: boolean;
  /** The words came by a link that anybody can make: they are not shown, and no name is taken from them. */
  untrusted?: boolean;
}

/** What Microsoft's pages said: what it means, who can act, what to do; and what support asks for, to copy and to save. */
export function MicrosoftAnswer({ said, anywhere, untrusted }: MicrosoftAnswerProps) {
  const config = useConfig().data;
  const account = useAccount().data;
  const { origin } = window.location;
  const addresses = config ? [config.redirectPath, config.consentReturnPath].map((path) => origin + path) : [];
  const names = namesIn(untrusted ? '' : said.text, { origin, addresses });
  const known = explain(
    said,
    { ...names, ...(account ? { user: account.username } : {}) },
    approvalAgeMs(storedConsent(sessionStorage), Date.now()),
  );
  const { meaning, elsewhere } = known ?? { meaning: unknown, elsewhere: null };

  return (
    <Notice
      kind={known?.silent ? 'info' : 'attention'}
      title={meaning.title}
      actions={<SupportButton look="secondary" reported={{ said: { ...said, text: '' } }} />}
    >
      <p>{meaning.sentence}</p>
      <p>
        {helperWords[meaning.helper]} {meaning.remedy}
      </p>
      {anywhere && elsewhere ? (
        <p className="text-muted">
          If the code came from vPlus or from its log: {elsewhere.sentence} {elsewhere.remedy}
        </p>
      ) : null}
      <Details said={untrusted ? { ...said, text: '' } : said} />
    </Notice>
  );
}

/** Honest about a code that nobody has told us about. */
const unknown = {
  title: 'Microsoft refused, with a code that we do not know',
  sentence: 'Nothing was changed. This assistant has no explanation for it.',
  helper: 'operator' as const,
  remedy: 'Try again. If it happens again, send the support bundle to whoever runs this assistant.',
};

function Details({ said }: { said: SaidByMicrosoft }) {
  const code = said.number === null ? said.code : `AADSTS${said.number}`;
  const lines = [
    ['Code', code],
    ['Trace ID', said.traceId],
    ['Correlation ID', said.correlationId],
    ['Time', said.at],
    ['Microsoft’s words', said.text || null],
  ].flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
  const text = lines.join('\n');
  return (
    <Disclosure summary={`What Microsoft said (${code})`}>
      <div className="flex flex-col gap-2">
        <CodeBlock text={text} />
        <div>
          <CopyButton value={text} what="Microsoft’s answer" words="Copy" />
        </div>
      </div>
    </Disclosure>
  );
}
