/** The words of a message for Slack or Teams, a line each, as whoever gets it reads them. */
export function wordsOf(as: 'slack' | 'teams', body: string): string[] {
  let all: unknown;
  try {
    all = JSON.parse(body);
  } catch {
    return [];
  }
  const shown = as === 'slack' ? (all as { blocks?: unknown } | null)?.blocks : all;
  const words = textsIn(shown);
  return as === 'slack' ? words.map(unescaped) : words;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'string' ? (name === 'text' ? [one] : []) : textsIn(one),
  );
}

const marks: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const unescaped = (text: string) => text.replaceAll(/&(amp|lt|gt);/g, (mark) => marks[mark] ?? mark);
