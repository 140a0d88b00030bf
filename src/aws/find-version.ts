import {
  type FunctionConfiguration,
  type LambdaClient,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import type { DeployedVersion } from '../release/facts.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** Description of a version of ours, by which it is found again. */
export function versionDescription(fingerprint: string): string {
  return `scientist ${fingerprint}`;
}

/** The newest published version whose description carries the fingerprint, or null. */
export async function findVersion(
  client: LambdaClient,
  name: string,
  fingerprint: string,
): Promise<DeployedVersion | null> {
  const versions = await nullIfMissing(ask(`list the versions of ${name}`, () => listVersions(client, name)));
  const newest = (versions ?? []).findLast(
    ({ Version, Description, State }) =>
      Version !== '$LATEST' && Description === versionDescription(fingerprint) && State !== 'Failed',
  );
  return newest?.FunctionArn === undefined ? null : { arn: newest.FunctionArn };
}

/** All versions, oldest first: Lambda numbers them in that order. */
async function listVersions(client: LambdaClient, name: string): Promise<FunctionConfiguration[]> {
  const versions: FunctionConfiguration[] = [];
  for await (const page of paginateListVersionsByFunction({ client }, { FunctionName: name })) {
    versions.push(...(page.Versions ?? []));
  }
  return versions;
}
