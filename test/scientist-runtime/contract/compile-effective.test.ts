import { describe, expect, it } from 'vitest';
import {
  type CompileInput,
  compileEffective,
} from '../../../scientist-runtime/contract/compile-effective.ts';
import { parseEffective } from '../../../scientist-runtime/contract/effective-schema.ts';
import { changeReleases } from '../../../scientist-runtime/contract/release-changes.ts';
import { emptyReleases, type Releases } from '../../../scientist-runtime/contract/releases.ts';
import { controlArn, madeRelease, promotedArn, releasesWith } from './made-releases.ts';
import { tutorialDefinition } from './tutorial-definition.ts';

const attached = `experiments:
  rounding-float:
    path: round
    api: { id: a1b2c3, route: GET /round }
    control: { name: Round, arn: "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:control-round" }
`;

function input(changes: Partial<CompileInput> = {}): CompileInput {
  return {
    experimentsText: attached,
    experimentsEtag: '"e1"',
    releases: emptyReleases,
    releasesEtag: '"r1"',
    previous: null,
    region: 'eu-west-1',
    accountId: '111122223333',
    nowMs: 42,
    ...changes,
  };
}

function compiledExperiment(changes: Partial<CompileInput>) {
  return compileEffective(input(changes)).effective.experiments['rounding-float'];
}

const soaking = releasesWith({
  'round-pr1': madeRelease({ ramp: { perSecond: [5], step: 0, trafficPerSecond: 50 } }),
});

function promoted(releases: Releases, was = controlArn): Releases {
  const override = { was, now: promotedArn, release: 'round-pr1', atMs: 7 };
  return changeReleases(releases, { kind: 'override', experiment: 'rounding-float', override });
}

describe('the tutorial’s definition', () => {
  const { effective, problems } = compileEffective(input({ experimentsText: tutorialDefinition }));

  it('compiles unchanged to one shadow with both candidates and the control as its own twin', () => {
    expect(problems).toEqual([]);
    expect(effective.experiments['rounding-float']).toMatchObject({
      path: 'round',
      api: null,
      control: controlArn,
      methods: ['GET', 'HEAD'],
      shadows: [
        {
          stage: 'tutorial',
          twin: null,
          sampleRate: 1,
          candidates: [
            { id: 'candidate-1', arn: `${controlArn.slice(0, -13)}candidate-round-python3-math` },
            { id: 'candidate-2', arn: `${controlArn.slice(0, -13)}candidate-round-python3-round` },
          ],
        },
      ],
    });
  });

  it('keeps its evidence key until an ARN changes', () => {
    const keyOf = (text: string) =>
      compiledExperiment({ experimentsText: text, nowMs: 99 })?.shadows[0]?.evidenceKey;
    expect(keyOf(tutorialDefinition)).toBe(effective.experiments['rounding-float']?.shadows[0]?.evidenceKey);
    expect(keyOf(tutorialDefinition.replace('python3-math', 'python4-math'))).not.toBe(
      keyOf(tutorialDefinition),
    );
  });

  it('is read back as it was written', () => {
    expect(parseEffective(JSON.stringify(effective))).toEqual(effective);
  });
});

describe('a release', () => {
  it('is shadowed at the rate of its ramp while its control serves', () => {
    expect(compiledExperiment({ releases: soaking })?.shadows).toMatchObject([
      {
        stage: 'soak',
        evidenceKey: 'k'.repeat(32),
        candidates: [{ id: 'round-pr1', arn: promotedArn }],
        sampleRate: 0.1,
        expiresAtMs: 4_600_000,
      },
    ]);
  });

  it.each([
    ['its shadowing is off', madeRelease({ shadowing: 'off' })],
    ['another control serves', madeRelease({ control: `${controlArn}-2` })],
    ['it belongs to another experiment', madeRelease({ experiment: 'sorting' })],
  ])('is not shadowed when %s', (_, release) => {
    expect(compiledExperiment({ releases: releasesWith({ 'round-pr1': release }) })?.shadows).toEqual([]);
  });

  it('is not shadowed while the definition says shadowing is off', () => {
    const experimentsText = `${attached}    shadowing: off\n`.replace(': off', ': "off"');
    expect(compiledExperiment({ experimentsText, releases: soaking })?.shadows).toEqual([]);
  });

  it('is sampled no more than the definition allows', () => {
    const shadow = compiledExperiment({
      experimentsText: `${attached}    sample: 0.01\n`,
      releases: soaking,
    })?.shadows[0];
    expect(shadow?.sampleRate).toBe(0.01);
  });
});

describe('an override', () => {
  it('lets the promoted function serve, ends the soak and begins the watch', () => {
    const watch = madeRelease({ stage: 'watch', control: promotedArn, candidate: controlArn });
    const releases = promoted(releasesWith({ 'round-pr1': madeRelease(), 'round-pr1-watch': watch }));
    const experiment = compiledExperiment({ releases });
    expect(experiment?.control).toBe(promotedArn);
    expect(experiment?.shadows.map(({ stage }) => stage)).toEqual(['watch']);
  });

  it('lapses when the definition names another control than it was made for', () => {
    expect(compiledExperiment({ releases: promoted(emptyReleases, `${controlArn}-old`) })?.control).toBe(
      controlArn,
    );
  });
});

describe('a broken definition', () => {
  const before = compileEffective(input({ releases: promoted(emptyReleases) })).effective;
  const broken = `${attached}    colour: red\n`;

  it('is answered with its problems and its last valid text', () => {
    const { effective, problems } = compileEffective(
      input({
        experimentsText: broken,
        experimentsEtag: '"e2"',
        previous: before,
        releases: promoted(emptyReleases),
      }),
    );
    expect(problems).toMatchObject([{ line: 6, column: 5 }]);
    expect(effective.lastValidExperiments).toBe(attached);
    expect(effective.experiments).toEqual(before.experiments);
    expect(effective.sources).toEqual({ experimentsEtag: '"e2"', releasesEtag: '"r1"' });
  });

  it('does not block an undo', () => {
    const releases = changeReleases(promoted(emptyReleases), {
      kind: 'undo-override',
      experiment: 'rounding-float',
      now: promotedArn,
      by: 'tick',
      because: 'errors',
      atMs: 9,
    });
    const { effective } = compileEffective(input({ experimentsText: broken, previous: before, releases }));
    expect(effective.experiments['rounding-float']?.control).toBe(controlArn);
  });

  it('does not block a stop', () => {
    const off = changeReleases(soaking, {
      kind: 'stop-shadowing',
      id: 'round-pr1',
      evidenceKey: null,
      because: 'a person said so',
    });
    const previous = compileEffective(input({ releases: soaking })).effective;
    const { effective } = compileEffective(input({ experimentsText: broken, previous, releases: off }));
    expect(effective.experiments['rounding-float']?.shadows).toEqual([]);
  });

  it('keeps its last valid text through any number of broken uploads', () => {
    let previous = before;
    for (const nowMs of [1, 2, 3]) {
      previous = compileEffective(input({ experimentsText: broken, previous, nowMs })).effective;
    }
    expect(previous.lastValidExperiments).toBe(attached);
  });

  it('that never was valid serves nothing', () => {
    const { effective, problems } = compileEffective(input({ experimentsText: broken }));
    expect(effective.experiments).toEqual({});
    expect(problems).not.toEqual([]);
  });
});

describe('no definition at all', () => {
  it('is no problem and serves nothing', () => {
    expect(compileEffective(input({ experimentsText: null, experimentsEtag: null }))).toMatchObject({
      problems: [],
      effective: { experiments: {}, lastValidExperiments: null },
    });
  });
});

describe('a route that points at front', () => {
  const attachment = {
    apiId: 'a1b2c3',
    route: 'GET /round',
    kind: 'http' as const,
    formerTarget: 'integrations/former',
    pointsAt: 'arn:front',
    atMs: 5,
  };
  const withRoute = (releases: Releases): Releases =>
    changeReleases(releases, { kind: 'attach', experiment: 'rounding-float', attachment });
  const before = compileEffective(input({ releases: withRoute(soaking) })).effective;
  const gone = 'experiments: {}\n';

  it('is served by its control, without shadows, after its experiment left the definition', () => {
    const kept = compiledExperiment({
      experimentsText: gone,
      releases: withRoute(soaking),
      previous: before,
    });
    expect(kept).toEqual({ ...before.experiments['rounding-float'], shadows: [] });
  });

  it('is served after the definition file itself is gone', () => {
    const releases = withRoute(emptyReleases);
    expect(compiledExperiment({ experimentsText: null, releases, previous: before })?.control).toBe(
      controlArn,
    );
  });

  it('follows a rollback that comes after its experiment left the definition', () => {
    const inForce = withRoute(promoted(soaking));
    const previous = compileEffective(input({ releases: inForce })).effective;
    expect(previous.experiments['rounding-float']?.control).toBe(promotedArn);
    const releases = changeReleases(inForce, {
      kind: 'undo-override',
      experiment: 'rounding-float',
      now: promotedArn,
      by: 'maria',
      because: 'errors',
      atMs: 9,
    });
    expect(compiledExperiment({ experimentsText: gone, releases, previous })?.control).toBe(controlArn);
  });

  it('keeps its own route while the definition names another one', () => {
    const moved = attached.replace('GET /round', 'GET /other');
    const releases = withRoute(soaking);
    expect(compiledExperiment({ experimentsText: moved, releases })?.api).toEqual({
      id: 'a1b2c3',
      route: 'GET /round',
    });
  });

  it('is forgotten once it is detached', () => {
    expect(
      compiledExperiment({ experimentsText: gone, releases: soaking, previous: before }),
    ).toBeUndefined();
  });
});

describe('names that every object answers to', () => {
  it('take nothing from releases.json or the definition before', () => {
    const names = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__');
    const releases = releasesWith({});
    for (const experiment of names) {
      expect(changeReleases(releases, { kind: 'retire-override', experiment, now: controlArn })).toBe(
        releases,
      );
      expect(changeReleases(releases, { kind: 'remove', id: experiment })).toBe(releases);
      expect(
        changeReleases(releases, { kind: 'stop-shadowing', id: experiment, evidenceKey: null, because: '' }),
      ).toBe(releases);
    }
  });
});
