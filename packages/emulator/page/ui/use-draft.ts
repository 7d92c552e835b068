import { type ChangeEvent, useState } from 'react';
import { type Send, useSent } from './use-sent.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * A text that is sent once somebody is done with it: has left the field, pressed Enter, let go of the slider. That is
 * the browser's own `change`, which React has no property for: its `onChange` is every keystroke.
 */
export function useDraft<E extends TextElement>(shown: string, send: Send<string>) {
  const [sent, choose] = useSent(shown, send);
  const [draft, setDraft] = useState<string | null>(null);
  const ref = (element: E) => {
    const done = () => {
      setDraft(null);
      choose(element.value);
    };
    element.addEventListener('change', done);
    return () => element.removeEventListener('change', done);
  };
  return { ref, value: draft ?? sent, onChange: (event: ChangeEvent<E>) => setDraft(event.target.value) };
}
