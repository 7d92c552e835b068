/**
 * Stands in for CLI for Microsoft 365 in tests: the few commands that our script uses, as its documentation describes
 * them, sent to the practice cloud. GRAPH is its address, TOKEN the person's. https://pnp.github.io/cli-microsoft365/
 */
const [, , ...given] = process.argv;
const { words, options } = read(given);

const commands = {
  request: () => graph(options.method ?? 'get', options.url.replace('@graph', ''), options.body),
  'entra approleassignment list': async () => {
    const { value } = await graph('get', `/servicePrincipals/${await principal(options.appId)}/appRoleAssignments`);
    return value.map(({ appRoleId, resourceId }) => ({ appRoleId, resourceId, roleId: appRoleId }));
  },
  'entra approleassignment add': async () => {
    const principalId = await principal(options.appId);
    const resource = await graph('get', `/servicePrincipals(appId='${options.resource}')`);
    for (const name of options.scopes.split(',')) {
      const { id: appRoleId } = resource.appRoles.find(({ value }) => value === name);
      const body = JSON.stringify({ principalId, resourceId: resource.id, appRoleId });
      await graph('post', `/servicePrincipals/${principalId}/appRoleAssignments`, body);
    }
  },
};

const answer = await commands[words.join(' ')]();
if (answer !== undefined && options.output !== 'none') process.stdout.write(`${JSON.stringify(answer)}\n`);

async function principal(appId) {
  return (await graph('get', `/servicePrincipals(appId='${appId}')`)).id;
}

async function graph(method, path, body) {
  const answer = await fetch(new URL(`${process.env.GRAPH}/v1.0${path}`), {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${process.env.TOKEN}`,
      ...(body ? { 'content-type': options['content-type'] ?? 'application/json' } : {}),
      ...(options.prefer ? { prefer: options.prefer } : {}),
    },
    ...(body ? { body } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) {
    process.stderr.write(`Error: ${answer.status} ${text}\n`);
    process.exit(1);
  }
  return text ? JSON.parse(text) : undefined;
}

function read(args) {
  const first = args.findIndex((arg) => arg.startsWith('--'));
  const named = args.slice(first);
  const pairs = named.flatMap((arg, index) => (index % 2 === 0 ? [[arg.slice(2), named[index + 1]]] : []));
  return { words: args.slice(0, first), options: Object.fromEntries(pairs) };
}
