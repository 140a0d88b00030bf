import { parseExperiments } from '../../scientist-runtime/contract/experiments.ts';
import { parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import type { DocumentProblem } from '../../scientist-runtime/contract/yaml-document.ts';
import { parseConfig } from '../inputs/config.ts';
import type { Answer } from './answer.ts';

/** What a file is, seen by its name and its first words, and what is wrong with it. */
export interface Validation {
  readonly kind: 'definition file' | 'configuration' | 'manifest';
  readonly problems: readonly DocumentProblem[];
}

/** `validate`: problems as `file:line:column: message`, one a line; the answer is no where there is one. */
export async function validateFile(
  file: string,
  readText: (path: string) => Promise<string>,
): Promise<Answer> {
  const { kind, problems } = validateText(file, await readText(file));
  const lines = problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return {
    data: { file, kind, problems },
    text: problems.length === 0 ? `${file}: a valid ${kind}` : lines.join('\n'),
    exitCode: problems.length === 0 ? 0 : 1,
  };
}

/** Checks a definition file, a configuration or a manifest; which one it is follows from its name or its keys. */
export function validateText(name: string, text: string): Validation {
  if (name.endsWith('.json')) {
    return { kind: 'manifest', problems: problemsOf(parseManifest(text)) };
  }
  return /^experiments\s*:/m.test(text)
    ? { kind: 'definition file', problems: problemsOf(parseExperiments(text)) }
    : { kind: 'configuration', problems: problemsOf(parseConfig(text)) };
}

function problemsOf(
  parsed: { readonly ok: true } | { readonly ok: false; readonly problems: readonly DocumentProblem[] },
): readonly DocumentProblem[] {
  return parsed.ok ? [] : parsed.problems;
}
