import type { Effective, EffectiveExperiment, Shadow } from '../../scientist-runtime/contract/effective.ts';

/** ARN of a function of the examples' account. */
export function arnOf(name: string): string {
  return `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
}

export function shadowOf(changes: Partial<Shadow> = {}): Shadow {
  return {
    evidenceKey: '0123456789abcdef0123456789abcdef',
    stage: 'soak',
    candidates: [{ id: 'round-pr1', arn: arnOf('round-candidate:1') }],
    twin: arnOf('round-twin:1'),
    comparators: {
      body: { ignore: [], tolerance: {}, unordered: [] },
      statusCode: true,
      headers: ['content-type'],
    },
    acceptedDifferences: [],
    redact: [],
    sampleRate: 1,
    expiresAtMs: null,
    ...changes,
  };
}

export function experimentOf(changes: Partial<EffectiveExperiment> = {}): EffectiveExperiment {
  return {
    path: 'round',
    api: null,
    control: arnOf('control-round'),
    methods: ['GET', 'HEAD'],
    handOff: 'extension',
    shadows: [shadowOf()],
    ...changes,
  };
}

/** An effective definition of the given experiments. */
export function definitionOf(experiments: Readonly<Record<string, EffectiveExperiment>>): Effective {
  return {
    schemaVersion: 1,
    compiledAtMs: 1_764_000_000_000,
    sources: { experimentsEtag: '"e"', releasesEtag: '"r"' },
    lastValidExperiments: null,
    experiments,
  };
}
