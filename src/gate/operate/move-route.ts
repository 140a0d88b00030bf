import type { ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import type { Attachment } from '../../../scientist-runtime/contract/releases.ts';
import { messageOf } from '../../errors.ts';
import type { FunctionPolicy } from '../../release/policy.ts';
import type { RoutePort } from '../ports.ts';
import type { OperatorPorts } from './operation.ts';

/** The move of an attached route back to what it had before; null where none is attached. */
export function backToFormer(
  ports: OperatorPorts,
  { experiment }: FunctionPolicy,
  attachment: Attachment | null,
): (() => Promise<readonly ReleasesChange[]>) | null {
  if (attachment === null) {
    return null;
  }
  return async () => {
    ports.say(`pointing ${routeOf(attachment)} back at ${attachment.formerTarget}`);
    await ports.route.detach(attachment, null);
    return [{ kind: 'detach', experiment }];
  };
}

/** The move of a route to the promoted function. The attachment stays on record, for it knows the way back. */
export function handOver(
  ports: OperatorPorts,
  { experiment }: FunctionPolicy,
  attachment: Attachment,
  to: string,
): () => Promise<readonly ReleasesChange[]> {
  return async () => {
    ports.say(`pointing ${routeOf(attachment)} at ${to}`);
    await ports.functions.allowApi(to, attachment.apiId, attachment.route);
    await ports.route.detach(attachment, to);
    return [{ kind: 'attach', experiment, attachment: { ...attachment, pointsAt: to } }];
  };
}

/** Where a route points after an act, as its API says; what could not be read back is said to be so. */
export async function whereIs(route: RoutePort, attachment: Attachment): Promise<string> {
  try {
    const { target, functionArn } = await route.read({ id: attachment.apiId, route: attachment.route });
    return `${routeOf(attachment)} points at ${functionArn ?? target}`;
  } catch (thrown) {
    return `${routeOf(attachment)} was moved; where it points could not be read back (${messageOf(thrown)})`;
  }
}

/** A route for people. */
export function routeOf({ route, apiId }: Attachment): string {
  return `${route} of the API ${apiId}`;
}
