// Which part may import which, and why. `npm run check` applies it; test/architecture/ proves that each rule bites.
// The direction is: contract, errors → release, statistics, core → inputs, report, gate/ports → github, aws, shell →
// gate, handlers → run-action, cli → main.

const own = '^(src|scientist-runtime|lab|bench|prove|scripts|test|dist)/';
const contract = '^scientist-runtime/contract/';
const errors = '^src/(errors|version)\\.ts$';
const statistics = '^src/statistics/';
const release = '^src/release/';
const inputs = '^src/inputs/';
const report = '^src/report/';
const ports = '^src/gate/[^/]*ports\\.ts$';
const gate = '^src/gate/';
const github = '^src/github/';
const aws = '^src/aws/';
const core = '^scientist-runtime/core/';
const shell = '^scientist-runtime/shell/';
const handlers = '^scientist-runtime/(front|observer|compile|tick)\\.ts$';
const runAction = '^src/run-action(\\.ts$|/)';
const cli = '^src/cli(\\.ts$|/)';
const main = '^src/main\\.ts$';
const lab = '^lab/';
const dist = '^dist/';
const harness = '^test/harness/';
const soaks = '^prove/soaks/';
/** Pure as well: where a soak ends, and the forecast of that. */
const soakEnd = '^prove/false-alarms/soak-end\\.ts$';
const writtenSection = '^prove/written-section\\.ts$';
const forecast = '^src/report/forecast\\.ts$';
const pure = [contract, core, statistics, release, inputs, report, soaks];

const foundation = [contract, errors];
const decisions = [...foundation, release, statistics];
const edges = [...decisions, inputs, report, ports];
const adapters = [...edges, github, aws];

/** Part, what it may import of our own code besides itself, and the reason. */
const parts = [
  ['errors', errors, [], 'Everybody may throw a named error, so errors know nobody.'],
  [
    'contract',
    contract,
    [errors],
    'Formats are the ground that the runtime and the gate share; they stand on nothing.',
  ],
  ['statistics', statistics, foundation, 'A verdict can be recomputed anywhere from rows and policy alone.'],
  ['release', release, decisions, 'Deciding is a pure function of facts; doing lives elsewhere.'],
  ['core', core, [...foundation, statistics], 'What the runtime decides can be tested without a cloud.'],
  [
    'inputs',
    inputs,
    decisions,
    'Outside data is parsed once, into what the decisions need, before anyone acts.',
  ],
  ['report', report, decisions, 'Wording shows what was decided and can never change it.'],
  [
    'ports',
    ports,
    [...decisions, inputs, report],
    'Ports say what the gate needs, in its words, not how a service gives it.',
  ],
  ['github', github, edges, 'GitHub and AWS never see each other: each can be replaced or faked alone.'],
  ['aws', aws, edges, 'AWS and GitHub never see each other: each can be replaced or faked alone.'],
  [
    'shell',
    shell,
    [...foundation, core, statistics],
    'The runtime is deployed alone: of the gate it sees only pure code.',
  ],
  ['gate', gate, adapters, 'The gate is told by its caller what it is given; it knows no entry point.'],
  [
    'handlers',
    handlers,
    [...foundation, core, statistics, shell],
    'A handler composes core and shell of the runtime.',
  ],
  [
    'run-action',
    runAction,
    [...adapters, gate],
    'The composition root of the Action sees all but the entries.',
  ],
  [
    'cli',
    cli,
    [...adapters, gate, runAction],
    'The composition root of the command line sees all but the Action’s entry.',
  ],
  ['main', main, [...adapters, gate, runAction], 'The entry has no logic; nobody imports it.'],
  [
    'lab',
    lab,
    foundation,
    'The lab sees what a user sees (bundles, command line, HTTP), and the published formats.',
  ],
  [
    'bench',
    '^bench/',
    [...foundation, statistics, forecast, soaks, soakEnd, writtenSection, lab, dist, harness],
    'A measurement of anything but the bundles measures something else, but for the verdict and its forecast: they are the same functions of rows and policy wherever they are called.',
  ],
  [
    'prove',
    '^prove/',
    [...foundation, statistics, lab, dist, harness],
    'A proof about anything but the bundles proves something else, but for the verdict: it is the same function of rows and policy wherever it is called, and through a command line the simulation would mostly start processes.',
  ],
  [
    'soaks',
    soaks,
    [...foundation, statistics],
    'A made soak is a pure function of its seed, so that whoever has the seed has the rows.',
  ],
  [
    'scripts',
    '^scripts/',
    [...foundation, writtenSection],
    'Tools build and check the product and publish its formats; they do not run it. Into its page a measurement writes as a proof does.',
  ],
];

const onlyDownwards = parts.map(([name, path, may, comment]) => ({
  name: `${name}-sees-only-its-ground`,
  comment,
  severity: 'error',
  from: { path },
  to: { path: own, pathNot: [path, ...may] },
}));

export default {
  forbidden: [
    ...onlyDownwards,
    {
      name: 'pure-without-io',
      comment:
        'Pure folders compute. Reading a file, a socket, a clock or an environment belongs to their callers.',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib|buffer|util)$' },
    },
    {
      name: 'pure-without-services',
      comment:
        'Pure folders know data formats (zod, yaml, zip, globs, canonical JSON), but no SDK, client or logger.',
      severity: 'error',
      from: { path: pure },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(@types/)?(zod|yaml|yauzl|picomatch|canonicalize)/',
      },
    },
    {
      name: 'front-without-packages',
      comment:
        'front stands before every client request: a package costs cold start and can fail there. The build proves it for all that is bundled with it; here it is the file itself.',
      severity: 'error',
      from: { path: '^scientist-runtime/front\\.ts$' },
      to: { path: 'node_modules/' },
    },
    {
      name: 'no-cycles',
      comment: 'In a cycle no file can be understood, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-packages',
      comment:
        'What is bundled comes from dependencies, so that its licence and its updates are looked after.',
      severity: 'error',
      from: { path: '^(src|scientist-runtime)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that cannot be resolved would slip past every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-stay-outside',
      comment:
        'The product never depends on its tests. Measurements and proofs run what the tests run, in the same harness.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/', pathNot: harness },
    },
    {
      name: 'harness-for-trials-only',
      comment: 'The harness plays the cloud for tests, measurements and proofs, for nobody else.',
      severity: 'error',
      from: { pathNot: '^(test|bench|prove)/' },
      to: { path: harness },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    // Type-only imports count too: they tie two parts together as much as others do.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
