/** Text to be read letter by letter, or copied: an answer, a request. */
export const CodeBlock = ({ text }: { text: string }) => (
  <pre className="rounded-control bg-sunken p-3 font-mono text-small break-words whitespace-pre-wrap">{text}</pre>
);
