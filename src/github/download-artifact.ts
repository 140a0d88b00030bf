import { createHash } from 'node:crypto';
import { ScientistError } from '../errors.ts';
import { type ArtifactShape, artifactFrom } from '../inputs/package-run.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';

const downloadTimeoutMs = 120_000;

/**
 * The zip of an artifact. GitHub answers with an address at a blob store; that one is asked without our token.
 * Throws `InvalidInput` where the artifact is larger than `maxBytes` (declared or sent), has expired, or is
 * not what its recorded digest says.
 */
export async function downloadArtifact(
  repository: GithubRepository,
  artifactId: number,
  maxBytes: number,
): Promise<Uint8Array> {
  const { octokit } = repository;
  const named = { ...inRepository(repository), artifact_id: artifactId };
  const { data } = await askGithub('show the package artifact', () =>
    octokit.rest.actions.getArtifact(named),
  );
  const artifact = artifactFrom(data);
  if (artifact.expired || artifact.sizeBytes > maxBytes) {
    throw refused(artifact.expired ? 'It has expired' : `It has ${artifact.sizeBytes} bytes`, maxBytes);
  }
  const { headers } = await askGithub('give the address of the package artifact', () =>
    octokit.rest.actions.downloadArtifact({
      ...named,
      archive_format: 'zip',
      request: { redirect: 'manual' },
    }),
  );
  const bytes = await readBounded(await openDownload(headers.location), maxBytes);
  assertDigest(bytes, artifact, maxBytes);
  return bytes;
}

async function openDownload(address: string | undefined): Promise<ReadableStream<Uint8Array>> {
  if (address === undefined) {
    throw unavailable('no address');
  }
  const answer = await fetch(address, { signal: AbortSignal.timeout(downloadTimeoutMs) }).catch(
    (thrown: unknown) => {
      throw unavailable('no answer', thrown);
    },
  );
  if (!answer.ok || answer.body === null) {
    throw unavailable(`status ${answer.status}`);
  }
  return answer.body;
}

async function readBounded(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) {
        throw refused('It is larger than it claims to be', maxBytes);
      }
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw thrown instanceof ScientistError ? thrown : unavailable('the download broke off', thrown);
  }
  return Buffer.concat(chunks);
}

function assertDigest(bytes: Uint8Array, { sha256 }: ArtifactShape, maxBytes: number): void {
  if (sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw refused('Its bytes are not those that were uploaded', maxBytes);
  }
}

function refused(found: string, maxBytes: number): ScientistError {
  return new ScientistError('InvalidInput', {
    expected: `a package artifact of at most ${maxBytes} bytes, as it was uploaded`,
    found,
    remedy: 'Run the package workflow again, with less in the package if it is too large.',
  });
}

function unavailable(found: string, cause?: unknown): ScientistError {
  return new ScientistError(
    'Unavailable',
    {
      expected: 'the package artifact',
      found: `Its store gave ${found}`,
      remedy: 'The next run tries again.',
    },
    cause,
  );
}
