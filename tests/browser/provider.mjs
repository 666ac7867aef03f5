// An institution's own identity provider, independent of the program: oidc-provider with two civil servants.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const PEOPLE = {
  meiske: { email: 'meiske.lumi@tomohonkota.example', email_verified: true },
  jantje: { email: 'jantje.wowor@tomohonkota.example', email_verified: true },
};

/// Opens it on `port`; gives its issuer and what closes it.
export async function institution(port, redirect) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'pustaka', client_secret: 'rahasia-klien-pustaka-77', redirect_uris: [redirect] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
  });
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

/// Signs in there as `login`, and lets the library know.
export async function signInThere(page, login) {
  await page.waitForURL(/\/interaction\//);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', 'apa saja');
  await page.click('button[type=submit]');
  await page.waitForLoadState('load');
  if (/\/interaction\//.test(page.url())) await page.click('button[type=submit]');
}
