import { createHash } from 'node:crypto';
import type { DocumentProblem } from '../../scientist-runtime/contract/yaml-document.ts';
import { ScientistError } from '../errors.ts';
import { describeProblems } from '../inputs/config.ts';
import { maxBundleBytes, type ReadableBundle, readEvidenceBundle } from '../inputs/evidence-bundle.ts';
import { oneLine } from '../report/escape-markdown.ts';
import { type Recomputation, recompute } from '../report/recomputation.ts';
import { recomputationText } from '../report/recomputation-text.ts';
import type { Answer } from './answer.ts';
import { readBytes, textOf } from './read-text-file.ts';

/** A file with the sha256 (hex) of its bytes, and the sha256 that it is to have, if any was given. */
interface HashedFile {
  readonly file: string;
  /** Null where the file is longer than was read. */
  readonly sha256: string | null;
  readonly expectedSha256: string | null;
}

/**
 * `verdict`: computes the verdict of an evidence bundle again. The answer is yes only for a pass that follows from the
 * bundle, whose bytes have the sha256 that was given, if one was. Throws `WrongUsage` for a sha256 that is none.
 */
export async function recomputeVerdict(file: string, givenSha256: string | undefined): Promise<Answer> {
  const expectedSha256 = givenSha256 === undefined ? null : sha256In(givenSha256);
  const bytes = await readBytes(file, maxBundleBytes);
  const sha256 = bytes.length > maxBundleBytes ? null : sha256Of(bytes);
  const hashed: HashedFile = { file, sha256, expectedSha256 };
  if (publication(hashed) === false) {
    return otherBundle(hashed);
  }
  const text = textOf(bytes, maxBundleBytes);
  if (!text.ok) {
    return refused(hashed, [{ line: 1, column: 1, message: text.problem }]);
  }
  const read = readEvidenceBundle(text.text);
  return read.ok ? recomputed(hashed, read.value) : refused(hashed, read.problems);
}

function sha256In(given: string): string {
  if (!/^[0-9a-f]{64}$/i.test(given)) {
    throw new ScientistError('WrongUsage', {
      expected: 'a sha256 of 64 hexadecimal digits after --sha256',
      found: `"${oneLine(given, 80)}" is none`,
      remedy: 'Copy it from the check or the comment of the pull request',
    });
  }
  return given.toLowerCase();
}

function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Nothing is computed from it: what it says of itself would read as if it were about the published one. */
function otherBundle(hashed: HashedFile): Answer {
  return {
    data: { ...hashed, isPublished: false },
    text: [
      `${hashed.file}: this is not the bundle whose hash is published.`,
      `  its sha256:   ${hashed.sha256 ?? `not computed, it has more than ${maxBundleBytes} bytes`}`,
      `  expected:     ${hashed.expectedSha256}`,
      'Nothing was recomputed from it. Fetch the bundle again, with the command in the comment of the pull request.',
    ].join('\n'),
    exitCode: 1,
  };
}

function refused(hashed: HashedFile, problems: readonly DocumentProblem[]): Answer {
  const told = problems.map((problem) => ({ ...problem, message: oneLine(problem.message, 400) }));
  return {
    data: { ...hashed, isPublished: publication(hashed), problems: told },
    text: describeProblems(hashed.file, told).join('\n'),
    exitCode: 1,
  };
}

function recomputed(hashed: HashedFile, readable: ReadableBundle): Answer {
  const { bundle } = readable;
  const result: Recomputation = recompute(readable);
  const isCanonical = sha256Of(readable.canonical) === hashed.sha256;
  const agrees = result.disagreements.length === 0;
  return {
    data: {
      ...hashed,
      isPublished: publication(hashed),
      isCanonical,
      agrees,
      disagreements: result.disagreements,
      software: bundle.software,
      evidenceKey: bundle.evidenceKey,
      function: bundle.function,
      repository: bundle.repository,
      pullRequest: bundle.pullRequest,
      headSha: bundle.headSha,
      nowMs: bundle.nowMs,
      verdict: result.verdict,
    },
    text: `${fileLines(hashed, isCanonical).join('\n')}\n\n${recomputationText(bundle, result, publication(hashed) === true)}`,
    exitCode: agrees && result.verdict.decision === 'pass' ? 0 : 1,
  };
}

/** Null where nobody has said which hash is published. */
function publication({ sha256, expectedSha256 }: HashedFile): boolean | null {
  return expectedSha256 === null ? null : sha256 === expectedSha256;
}

function fileLines({ file, sha256, expectedSha256 }: HashedFile, isCanonical: boolean): string[] {
  return [
    `${file}: sha256 ${sha256}`,
    expectedSha256 === null
      ? 'Compare this sha256 with the one in the check: only the hash shows that nobody has changed the file.'
      : 'This is the bundle whose hash was given, byte for byte.',
    isCanonical
      ? 'It is in canonical form (RFC 8785).'
      : 'It is not in canonical form (RFC 8785), in which bundles are published: these are not the bytes that a gate wrote.',
  ];
}
