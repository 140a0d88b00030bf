import { ScientistError } from '../../src/errors.ts';
import { labAccountId, labRegion } from './credentials.ts';

/**
 * One call of IAM's query protocol, by hand: the lab makes too few of them to be worth a client. MiniStack reads
 * account and service from the signature's scope and, without AUTH=true, ignores the signature.
 * Gives the answer's XML. Throws `Unavailable` if it is refused.
 */
export async function callIam(
  endpointUrl: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const scope = `${labAccountId}/20260101/${labRegion}/iam/aws4_request`;
  const answer = await fetch(endpointUrl, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }),
  });
  const text = await answer.text();
  if (answer.ok) return text;
  throw new ScientistError('Unavailable', {
    expected: `IAM of the lab to do ${action}`,
    found: `${answer.status} ${text}`,
    remedy: 'Compare names in the call with those in the template',
  });
}
