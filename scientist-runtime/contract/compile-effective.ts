import { ScientistError } from '../../src/errors.ts';
import { bucketKeys } from './bucket-keys.ts';
import type { Effective, EffectiveExperiment, Shadow } from './effective.ts';
import { tutorialEvidenceKeyOf } from './evidence-key.ts';
import { comparatorsOf, type DocumentProblem, type Experiment, parseExperiments } from './experiments.ts';
import { isOversized, type OversizedText, sizeOf } from './oversized-text.ts';
import { ownEntry } from './own-entry.ts';
import { fillPlaceholders } from './placeholders.ts';
import { sampleRateOf } from './ramp.ts';
import type { Releases } from './releases.ts';

/**
 * Both sources as they were read, with their ETags; text null where `experiments.yml` does not exist, its size where it
 * is too large to be read, which is one way of being broken.
 */
export interface CompileInput {
  readonly experimentsText: string | OversizedText | null;
  readonly experimentsEtag: string | null;
  readonly releases: Releases;
  readonly releasesEtag: string | null;
  /** The `effective.json` in force, or null. */
  readonly previous: Effective | null;
  readonly region: string;
  readonly accountId: string;
  readonly nowMs: number;
}

/** There is always a definition to put in force, whatever the problems are. */
export interface Compiled {
  readonly effective: Effective;
  /** What is wrong with `experiments.yml`; the effective definition then rests on its last valid text. */
  readonly problems: readonly DocumentProblem[];
}

/**
 * Compiles both sources into the effective definition. Pure. A broken `experiments.yml` is answered with its
 * problems and its last valid content under the current releases, so a stop or a rollback always gets through.
 */
export function compileEffective(input: CompileInput): Compiled {
  const { experimentsText: text } = input;
  if (text === null) {
    return { effective: effectiveOf(input, {}, null), problems: [] };
  }
  if (isOversized(text)) {
    return lastValid(input, tooLarge(text));
  }
  const parsed = parseExperiments(text);
  return parsed.ok
    ? { effective: effectiveOf(input, parsed.value, text), problems: [] }
    : lastValid(input, parsed.problems);
}

function lastValid(input: CompileInput, problems: Compiled['problems']): Compiled {
  const text = input.previous?.lastValidExperiments ?? null;
  const last = text === null ? null : parseExperiments(text);
  return { effective: effectiveOf(input, last?.ok ? last.value : {}, text), problems };
}

function tooLarge(text: OversizedText): DocumentProblem[] {
  const message = `expected at most ${text.maxBytes} bytes, found ${sizeOf(text)}`;
  return [{ line: 1, column: 1, message }];
}

/**
 * What a writer throws where an `effective.json` stands that nobody can read while `experiments.yml` is broken: with
 * neither source of experiments at hand an empty definition would take every route's control away.
 */
export function nothingToCompile([first]: readonly DocumentProblem[]): ScientistError {
  const { experiments, effective } = bucketKeys;
  return new ScientistError('InvalidInput', {
    expected: `a valid ${experiments}, or an ${effective} that still has the last one that was`,
    found: `${experiments}:${first?.line}:${first?.column}: ${first?.message}; ${effective} cannot be read either`,
    remedy: `Correct ${experiments} and upload it. Until then front serves the copy that it has.`,
  });
}

function effectiveOf(
  input: CompileInput,
  experiments: Readonly<Record<string, Experiment>>,
  lastValidExperiments: string | null,
): Effective {
  return {
    schemaVersion: 1,
    compiledAtMs: input.nowMs,
    sources: { experimentsEtag: input.experimentsEtag, releasesEtag: input.releasesEtag },
    lastValidExperiments,
    experiments: {
      ...keptForClients(input, experiments),
      ...Object.fromEntries(
        Object.entries(experiments).map(([name, experiment]) => [name, compileOne(input, name, experiment)]),
      ),
    },
  };
}

/**
 * Experiments that are gone from the definition while their route still points at front: they are served as
 * before, without shadows, until the route is detached. Without them clients would meet a route to nowhere.
 */
function keptForClients(
  { previous, releases }: CompileInput,
  experiments: Readonly<Record<string, Experiment>>,
): Record<string, EffectiveExperiment> {
  const kept: Record<string, EffectiveExperiment> = {};
  for (const name of Object.keys(releases.attachments)) {
    const before = previous === null ? undefined : ownEntry(previous.experiments, name);
    if (before !== undefined && !Object.hasOwn(experiments, name)) {
      const undone = ownEntry(releases.undone, name);
      const control = undone?.now === before.control ? undone.was : before.control;
      kept[name] = { ...before, control, shadows: [] };
    }
  }
  return kept;
}

function compileOne(input: CompileInput, name: string, experiment: Experiment): EffectiveExperiment {
  const fill = (arn: string): string => fillPlaceholders(arn, input.region, input.accountId);
  const defined = fill(experiment.control.arn);
  const override = ownEntry(input.releases.overrides, name);
  const control = override !== undefined && override.was === defined ? override.now : defined;
  const attachment = ownEntry(input.releases.attachments, name);
  return {
    path: experiment.path,
    // The route that clients come by, even where the definition has been edited to name another one.
    api:
      attachment === undefined ? (experiment.api ?? null) : { id: attachment.apiId, route: attachment.route },
    control,
    methods: experiment.methods ?? ['GET', 'HEAD'],
    handOff: experiment.handOff,
    shadows:
      experiment.shadowing === 'off'
        ? []
        : [
            ...tutorialShadow(experiment, control, fill),
            ...releaseShadows(input.releases, name, experiment, control),
          ],
  };
}

/** Candidates that stand in the definition file itself: the control is then its own twin. */
function tutorialShadow(experiment: Experiment, control: string, fill: (arn: string) => string): Shadow[] {
  const candidates = Object.entries(experiment.candidates).map(([id, { arn }]) => ({ id, arn: fill(arn) }));
  if (candidates.length === 0) {
    return [];
  }
  const comparators = comparatorsOf(experiment);
  return [
    {
      evidenceKey: tutorialEvidenceKeyOf(control, candidates, comparators),
      stage: 'tutorial',
      candidates,
      twin: null,
      comparators,
      acceptedDifferences: [],
      redact: experiment.redact,
      sampleRate: experiment.sample,
      expiresAtMs: null,
    },
  ];
}

/**
 * A soak holds only while the control it was begun against serves, a watch only while the promoted one does:
 * comparing against anything else would be evidence about another question.
 */
function releaseShadows(releases: Releases, name: string, experiment: Experiment, control: string): Shadow[] {
  return Object.entries(releases.releases)
    .filter(
      ([, release]) =>
        release.experiment === name && release.shadowing === 'on' && release.control === control,
    )
    .map(([id, release]) => ({
      evidenceKey: release.evidenceKey,
      stage: release.stage,
      candidates: [{ id, arn: release.candidate }],
      twin: release.twin,
      comparators: comparatorsOf(experiment),
      acceptedDifferences: release.acceptedDifferences,
      redact: experiment.redact,
      sampleRate: Math.min(experiment.sample, sampleRateOf(release.ramp)),
      expiresAtMs: release.endsAtMs,
    }));
}
