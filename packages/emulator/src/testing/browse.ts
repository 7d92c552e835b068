/** A browser without scripts: fills in name and password, accepts, and stops where the application would take over. */
export async function browse(start: URL, person: { login: string; passwd: string }): Promise<URL> {
  const end = await walk(start, person);
  if (end instanceof URL) return end;
  throw new Error(`The sign-in did not come to an end: ${end}`);
}

/** The same, where Microsoft's page may be the end: its text instead of an address. */
export async function walk(start: URL, person: { login: string; passwd: string }): Promise<URL | string> {
  let url = start;
  let body: URLSearchParams | undefined;
  let cookie = '';
  for (let page = 0; page < 10; page += 1) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body ? { method: 'POST', body } : {}),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const location = answer.headers.get('location');
    if (location) return new URL(location);
    const text = await answer.text();
    const step = ['password', 'device', 'consent', 'other'].find((one) => text.includes(`name="step" value="${one}"`));
    if (!step || text.includes('<h1>Need admin approval</h1>')) return text;
    const [, flow = ''] = /name="flow" value="([^"]+)"/.exec(text) ?? [];
    url = new URL('/common/login', start);
    body = new URLSearchParams({
      flow,
      step,
      ...(step === 'password' ? person : {}),
      ...(['consent', 'device'].includes(step) ? { decision: 'accept' } : {}),
    });
  }
  throw new Error('The sign-in went in a circle');
}
