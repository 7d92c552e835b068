/** Moves the focus to the first field below `root` that is marked wrong, and opens what it is folded into. */
export function focusFirstError(root: ParentNode = document): void {
  const field = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  for (let around = field?.parentElement; around; around = around.parentElement)
    if (around instanceof HTMLDetailsElement) around.open = true;
  field?.focus();
}
