/** What can be pressed outside what is folded away. */
const controls = (root: HTMLElement): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('a[href], button, summary')].filter(
    (element) => element.tagName === 'SUMMARY' || !element.closest('details'),
  );

/**
 * Carries over to the application what a person did on the page as it came from the server: a press is repeated on the
 * same button once the application is there, and the focus stays where it was. Links work by themselves.
 */
export function carryOver(root: HTMLElement) {
  let pressed: number | undefined;
  let focused: number | undefined;

  const hold = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('button, summary') : null;
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = controls(root).indexOf(target);
    target.dataset.pressed = '';
  };
  root.addEventListener('click', hold, true);

  return {
    note: () => {
      const active = document.activeElement;
      focused = active instanceof HTMLElement && root.contains(active) ? controls(root).indexOf(active) : undefined;
    },
    restore: () => {
      root.removeEventListener('click', hold, true);
      const now = controls(root);
      if (focused !== undefined) now[focused]?.focus({ preventScroll: true });
      if (pressed !== undefined) now[pressed]?.click();
      focused = pressed = undefined;
    },
    /** The application could not be loaded: say so in the page that is there. */
    failed: () => {
      for (const element of root.querySelectorAll<HTMLElement>('[data-pressed]')) delete element.dataset.pressed;
      const note = document.getElementById('not-loaded');
      if (note) note.hidden = false;
    },
  };
}
