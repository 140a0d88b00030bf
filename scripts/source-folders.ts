/** The folders of our own code, from the clone's root, to which the import rules apply. */
export const sourceFolders: readonly string[] = [
  'src',
  'scientist-runtime',
  'lab',
  'bench',
  'prove',
  'scripts',
];
