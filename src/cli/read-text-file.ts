import { createReadStream } from 'node:fs';
import { maxDocumentBytes } from '../../scientist-runtime/contract/yaml-document.ts';
import { messageOf, ScientistError } from '../errors.ts';

/** A file's text, or why it is none, as one clause. */
export type TextFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a file that a person named, never more of it than a definition may have. Throws `WrongUsage` where there is
 * no such file, `NotPermitted` where it may not be read.
 */
export async function readTextFile(path: string): Promise<TextFile> {
  return textOf(await readBytes(path, maxDocumentBytes), maxDocumentBytes);
}

/** The text that bytes of {@link readBytes} are. */
export function textOf(bytes: Uint8Array, maxBytes: number): TextFile {
  if (bytes.length > maxBytes) {
    return { ok: false, problem: `expected at most ${maxBytes} bytes, found more` };
  }
  if (bytes.includes(0)) {
    return { ok: false, problem: 'expected text, found a binary file' };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // TextDecoder says no more than that it could not.
    return { ok: false, problem: 'expected text in UTF-8, found other bytes' };
  }
}

/**
 * A file that a person named: all of it, or one byte more than `maxBytes` where it is longer. A pipe has no size to ask
 * for, so the stream is ended instead. Throws as {@link readTextFile} does.
 */
export async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: maxBytes })) {
      chunks.push(Buffer.from(chunk));
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
  return Buffer.concat(chunks);
}

function unreadable(path: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const expected = `a file at ${path}`;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ScientistError(
        'WrongUsage',
        {
          expected,
          found: 'there is none',
          remedy: 'Check the path; it is taken from the folder you are in',
        },
        thrown,
      );
    case 'EISDIR':
      return new ScientistError(
        'WrongUsage',
        { expected, found: 'it is a folder', remedy: 'Name the file in it' },
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
      return new ScientistError(
        'NotPermitted',
        {
          expected,
          found: 'you may not read it',
          remedy: 'Change its permissions, or run as somebody who may',
        },
        thrown,
      );
    default:
      return new ScientistError(
        'Unavailable',
        { expected, found: messageOf(thrown), remedy: 'Run again; if it stays so, check the disk' },
        thrown,
      );
  }
}
