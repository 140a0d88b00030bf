import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { RoutePort } from '../gate/ports.ts';
import { findApiKind } from './find-api.ts';
import { findHttpAttachment, findRestAttachment } from './find-attachment.ts';
import { readHttpRoute } from './read-http-route.ts';
import { readRestRoute } from './read-rest-route.ts';
import { attachHttpRoute, detachHttpRoute } from './swap-http-route.ts';
import { attachRestRoute, detachRestRoute, type RestAccess } from './swap-rest-route.ts';

/** The user's own API, of either kind. */
export function swapRoute(http: ApiGatewayV2Client, rest: RestAccess): RoutePort {
  return {
    async read(api) {
      if ((await findApiKind(http, rest.client, api.id)) === 'http') {
        const { target, functionArn } = await readHttpRoute(http, api);
        return { kind: 'http', target, functionArn };
      }
      const { uri, functionArn } = await readRestRoute(rest.client, api);
      return { kind: 'rest', target: uri, functionArn };
    },
    findAttachment: async (api) =>
      (await findApiKind(http, rest.client, api.id)) === 'http'
        ? findHttpAttachment(http, api)
        : findRestAttachment(rest, api),
    attach: async (api, functionArn, nowMs) =>
      (await findApiKind(http, rest.client, api.id)) === 'http'
        ? attachHttpRoute(http, api, functionArn, nowMs)
        : attachRestRoute(rest, api, functionArn, nowMs),
    detach: (attachment, functionArn) =>
      attachment.kind === 'http'
        ? detachHttpRoute(http, attachment, functionArn)
        : detachRestRoute(rest, attachment, functionArn),
  };
}
