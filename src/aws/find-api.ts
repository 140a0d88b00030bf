import { type APIGatewayClient, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { type ApiGatewayV2Client, GetApiCommand } from '@aws-sdk/client-apigatewayv2';
import { ScientistError } from '../errors.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** Tells an HTTP API from a REST API by its id. Throws `NotFound` where it is neither, `InvalidInput` for WebSockets. */
export async function findApiKind(
  http: ApiGatewayV2Client,
  rest: APIGatewayClient,
  apiId: string,
): Promise<'http' | 'rest'> {
  const api = await nullIfMissing(
    ask(`read the API ${apiId}`, () => http.send(new GetApiCommand({ ApiId: apiId }))),
  );
  if (api?.ProtocolType === 'WEBSOCKET') {
    throw new ScientistError('InvalidInput', {
      expected: `${apiId} to be an HTTP API or a REST API`,
      found: 'It is a WebSocket API',
      remedy: 'Leave `api` out of the experiment',
    });
  }
  if (api !== null) {
    return 'http';
  }
  const restApi = await nullIfMissing(
    ask(`read the API ${apiId}`, () => rest.send(new GetRestApiCommand({ restApiId: apiId }))),
  );
  if (restApi === null) {
    throw new ScientistError('NotFound', {
      expected: `an API with the id ${apiId} in this account and region`,
      found: 'There is none',
      remedy: 'Correct the id: `api.id` in experiments.yml, or what was given as --api',
    });
  }
  return 'rest';
}
