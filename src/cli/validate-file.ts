import { parseExperiments } from '../../scientist-runtime/contract/experiments.ts';
import { parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import type { DocumentProblem } from '../../scientist-runtime/contract/yaml-document.ts';
import { describeProblems, parseConfig } from '../inputs/config.ts';
import type { Answer } from './answer.ts';
import { readTextFile } from './read-text-file.ts';

/** What a file is, seen by its name and its keys, and what is wrong with it. */
export interface Validation {
  readonly kind: 'definition file' | 'configuration' | 'manifest' | 'unknown';
  readonly problems: readonly DocumentProblem[];
}

/** `validate`: problems as `file:line:column: message`, one a line; the answer is no where there is one. */
export async function validateFile(file: string): Promise<Answer> {
  const read = await readTextFile(file);
  const { kind, problems }: Validation = read.ok
    ? validateText(file, read.text)
    : { kind: 'unknown', problems: [{ line: 1, column: 1, message: read.problem }] };
  return {
    data: { file, kind, valid: problems.length === 0, problems },
    text: problems.length === 0 ? `${file}: a valid ${kind}` : describeProblems(file, problems).join('\n'),
    exitCode: problems.length === 0 ? 0 : 1,
  };
}

/** Checks a definition file, a configuration or a manifest; which one it is follows from its name or its keys. */
function validateText(name: string, text: string): Validation {
  if (name.endsWith('.json')) {
    return { kind: 'manifest', problems: problemsOf(parseManifest(text)) };
  }
  return /^["']?experiments["']?\s*:/m.test(text)
    ? { kind: 'definition file', problems: problemsOf(parseExperiments(text)) }
    : { kind: 'configuration', problems: problemsOf(parseConfig(text)) };
}

function problemsOf(
  parsed: { readonly ok: true } | { readonly ok: false; readonly problems: readonly DocumentProblem[] },
): readonly DocumentProblem[] {
  return parsed.ok ? [] : parsed.problems;
}
