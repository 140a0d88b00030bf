import yazl from 'yazl';

/** A zip of these files in memory; times are fixed, so equal files give equal bytes. */
export async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, { mtime: new Date(0), mode: 0o100644 });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** The artifact of a package run: a manifest that names `round`, and its zip. */
export async function packageArtifact(
  source: string,
  entry: Readonly<Record<string, unknown>> = {},
): Promise<Uint8Array> {
  return zipOf({
    'scientist-manifest.json': JSON.stringify({
      schemaVersion: 1,
      functions: { round: { artifact: 'round.zip', ...entry } },
    }),
    'round.zip': await zipOf({ 'round/handler.py': source }),
  });
}
