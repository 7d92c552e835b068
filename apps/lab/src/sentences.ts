import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const rooms = ['packages/{tenant-access,reconciler,store,clients}/src', 'apps/api/src'];

/** Three words of a language for people: no path, no id, no header, no query. */
const sentence = /(?:^|[\s“"(])[A-Za-z][a-z’']*,? [a-z’']+,? [a-zA-Z’']+/;

/** A place in a page that is filled in. */
const mark = /^<!--.*-->$/;

interface Node {
  type: string;
  [member: string]: unknown;
}

/** Files of the server with sentences for people in them: `path` and how many. */
export function filesWithSentences(): Map<string, string[]> {
  const paths = rooms.flatMap((room) => globSync(`${top}${room}/**/*.ts`)).map((path) => relative(top, path));
  const product = paths.filter((path) => !/\.test\.ts$|\/testing\/|\/test-[a-z]+\.ts$/.test(path));
  const found = product.map((path) => [path, sentencesIn(readFileSync(`${top}${path}`, 'utf8'))] as const);
  return new Map(found.filter(([, sentences]) => sentences.length > 0).toSorted());
}

/** Literals of three and more words that are said to a person, and not to a log, a programmer or a database. */
export function sentencesIn(source: string): string[] {
  const found: string[] = [];
  visit(parseSync('source.ts', source).program as unknown as Node, found);
  return found;
}

function visit(node: Node, found: string[]): void {
  if (isForOthers(node)) return;
  const text = textOf(node);
  if (text !== undefined && sentence.test(text) && !mark.test(text)) found.push(text);
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) if (isNode(child)) visit(child, found);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const own = (node.quasis as { value: { cooked: string | null } }[]).map(({ value }) => value.cooked ?? '');
  // What is filled in counts as a word, but nothing is said by values alone.
  return /[a-z]/i.test(own.join('')) ? own.join('x') : undefined;
}

/** What a programmer is told; what is thrown at whoever runs the product has a message in it. */
const errors = /^(?:Aggregate|Range|Syntax|Type)?Error$/;
/** Sent to a log, a parent's constructor, a schema's description, a database or into a hash. */
const others = /^(?:super|log|say|debug|info|warn|error|describe|for|query|update)$/;

/** Thrown at programmers, logged, sent to the database or written in another language. */
function isForOthers({ type, callee, tag }: Node): boolean {
  if (type === 'TaggedTemplateExpression') return isNode(tag) && nameOf(tag) !== 'message';
  if (type === 'NewExpression') return isNode(callee) && errors.test(nameOf(callee));
  return type === 'CallExpression' && isNode(callee) && others.test(nameOf(callee));
}

/** `a.b.c` is called c. */
const nameOf = (node: Node): string => {
  if (node.type === 'Super') return 'super';
  if (node.type === 'Identifier') return String(node.name);
  return isNode(node.property) ? nameOf(node.property) : '';
};
