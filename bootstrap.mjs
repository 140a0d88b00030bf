// Runs one of the repository's TypeScript programs on the locked Node, after installing what a fresh clone lacks:
//   node bootstrap.mjs scripts/test.ts [arguments]
// Any Node can read this file, so that one which is too old is told so instead of failing on syntax.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `bootstrap: Node ${process.versions.node} is too old. Install Node 20 or newer, then run the same command again.`,
  );
  process.exitCode = 3;
} else {
  import('./scripts/bootstrap/main.mjs');
}
