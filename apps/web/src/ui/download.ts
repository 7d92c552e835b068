/** Hands a text to the browser as a file. */
export function downloadText(name: string, text: string, type = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Hands a document to the browser as a file. */
export const downloadJson = (name: string, content: unknown): void =>
  downloadText(name, JSON.stringify(content, null, 2), 'application/json');
