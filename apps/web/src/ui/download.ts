/** Hands a text to the browser as a file. */
export const downloadText = (name: string, text: string, type = 'text/plain'): void =>
  downloadBlob(name, new Blob([text], { type }));

/** The same of bytes that came as base64. */
export const downloadBase64 = (name: string, content: string, type: string): void =>
  downloadBlob(name, new Blob([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))], { type }));

/** Hands whatever came to the browser as a file. */
export function downloadBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Hands a document to the browser as a file. */
export const downloadJson = (name: string, content: unknown): void =>
  downloadText(name, JSON.stringify(content, null, 2), 'application/json');
