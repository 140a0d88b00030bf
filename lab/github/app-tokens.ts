import { createSign } from 'node:crypto';
import { Refusal } from './exchange.ts';
import { actionsApp, type Permissions } from './identity.ts';
import { textAt } from './json.ts';
import { type Emulator, installationId } from './start-emulate.ts';

/**
 * A token of the GitHub Actions app with exactly these permissions (and `metadata: read`, which every token has):
 * what `permissions:` of a job gives its GITHUB_TOKEN.
 * @throws Refusal when the app itself lacks a permission.
 */
export async function issueAppToken(emulator: Emulator, permissions: Permissions): Promise<string> {
  const answer = await emulator.ask({
    method: 'POST',
    target: `/app/installations/${installationId}/access_tokens`,
    token: signAsApp(emulator.appKey, Math.floor(Date.now() / 1000)),
    body: { permissions: { ...permissions, metadata: 'read' } },
  });
  if (answer.status !== 201) throw new Refusal(answer.status, `no app token: ${JSON.stringify(answer.body)}`);
  return textAt(Buffer.isBuffer(answer.body) ? undefined : answer.body, 'token');
}

/** RS256 JSON web token as GitHub Apps sign it: issued a minute ago against clock drift, valid nine minutes. */
function signAsApp(key: string, nowSeconds: number): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iat: nowSeconds - 60, exp: nowSeconds + 540, iss: String(actionsApp.id) };
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}
