import { useId, useState } from 'react';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { saidByMicrosoft } from '#lib/said-by-microsoft.ts';
import { Card } from '#ui/card.tsx';
import { inputLook } from '#ui/field.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';

/** Many refusals are shown on Microsoft's own page and never reach us: here a person can read what they mean. */
export function NotBackPage() {
  const [text, setText] = useState('');
  const id = useId();
  const said = saidByMicrosoft(text);
  return (
    <Page
      title="I did not get back from Microsoft’s page"
      lead="When Microsoft refuses a sign-in or an approval, it often keeps you on its own page. Look there for a code like AADSTS65001."
    >
      <Card title="Read what the code means">
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-1">
            <label htmlFor={id} className="font-medium">
              The code, the whole text of the page, or its address
            </label>
            <p id={`${id}-hint`} className="text-small text-muted">
              It is read in this page only and sent nowhere. The whole text is best: it holds the IDs that support asks
              for.
            </p>
            <textarea
              id={id}
              aria-describedby={`${id}-hint`}
              rows={4}
              className={`${inputLook} font-mono`}
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder="AADSTS…"
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <div aria-live="polite">
            {said ? <MicrosoftAnswer said={said} anywhere /> : null}
            {!said && text.trim() ? (
              <Notice kind="info" title="There is no code in this text">
                <p>Look for “AADSTS” followed by five to seven digits, often under “Troubleshooting details”.</p>
              </Notice>
            ) : null}
          </div>
        </div>
      </Card>
      <p>
        Nothing was lost: <TextLink to="/">go back to the start</TextLink> and continue where you were.
      </p>
    </Page>
  );
}
