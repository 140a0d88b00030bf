import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../scientist-runtime/contract/journal.ts';
import { changeReleases } from '../../../scientist-runtime/contract/release-changes.ts';
import type { Releases } from '../../../scientist-runtime/contract/releases.ts';
import { runTick, type TickPorts } from '../../../scientist-runtime/shell/run-tick.ts';
import { madeComparison } from '../contract/made-comparison.ts';
import { controlArn, madeRelease, promotedArn, releasesWith } from '../contract/made-releases.ts';

const nowMs = 2_000_000;

/** The stores in memory; `log` says in which order they were touched. */
function stores(releases: Releases, changes: Partial<TickPorts> = {}) {
  const state = { releases };
  const log: string[] = [];
  const journal: JournalEntry[] = [];
  const ports: TickPorts = {
    nowMs: () => nowMs,
    readReleases: async () => state.releases,
    readRows: async (evidenceKey, candidateId) => {
      log.push(`rows ${evidenceKey.slice(0, 1)}#${candidateId}`);
      return [madeComparison({ at: nowMs - 10_000 })];
    },
    judgeHarm: () => [],
    appendJournal: async (partition, entry) => {
      journal.push(entry);
      log.push(entry.kind === 'act' ? `journal ${partition} ${entry.act} ${entry.phase}` : 'journal');
      return true;
    },
    changeReleases: async (planned) => {
      log.push(`change ${planned.map(({ kind }) => kind).join(' ')}`);
      state.releases = planned.reduce(changeReleases, state.releases);
      return state.releases;
    },
    compile: async () => {
      log.push('compile');
    },
    ...changes,
  };
  return { ports, log, journal, state };
}

const watched = changeReleases(
  releasesWith({ 'round-pr1-watch': madeRelease({ stage: 'watch', control: promotedArn }) }),
  {
    kind: 'override',
    experiment: 'rounding-float',
    override: { was: controlArn, now: promotedArn, release: 'round-pr1', atMs: 1 },
  },
);

describe('a tick', () => {
  it('with nothing to do reads the rows of what shadows, and compiles', async () => {
    const off = madeRelease({ shadowing: 'off' });
    const { ports, log } = stores(releasesWith({ 'round-pr1': madeRelease(), 'round-pr2': off }));
    expect(await runTick(ports)).toEqual({ changes: [], problems: [] });
    expect(log).toEqual(['rows k#round-pr1', 'compile']);
  });

  it('that sees harm in a watch writes down, undoes, compiles, and writes down again', async () => {
    const { ports, log, state } = stores(watched, { judgeHarm: () => ['errors'] });
    await runTick(ports);
    expect(log).toEqual([
      'rows k#round-pr1-watch',
      'journal acme/functions#round rollback intent',
      'journal acme/functions#round stop intent',
      'change undo-override stop-shadowing',
      'compile',
      'journal acme/functions#round rollback outcome',
      'journal acme/functions#round stop outcome',
    ]);
    expect(state.releases.overrides).toEqual({});
  });

  it('undoes also while the journal cannot be written, and says so', async () => {
    const { ports, state } = stores(watched, {
      judgeHarm: () => ['errors'],
      appendJournal: async () => {
        throw new TypeError('no table');
      },
    });
    const { problems } = await runTick(ports);
    expect(state.releases.overrides).toEqual({});
    expect(problems).toContain('round-pr1-watch: journal, intent of rollback: no table');
  });

  it('done once more changes nothing', async () => {
    const { ports, log } = stores(watched, { judgeHarm: () => ['errors'] });
    await runTick(ports);
    const before = log.length;
    await runTick(ports);
    expect(log.slice(before)).toEqual(['compile']);
  });

  it('judges ordered rows, without those that may still be overtaken', async () => {
    const judged: number[] = [];
    const { ports } = stores(releasesWith({ 'round-pr1': madeRelease() }), {
      readRows: async () => [
        madeComparison({ at: nowMs - 1, observationId: 'young', sequence: 3 }),
        madeComparison({ at: nowMs - 6_000, observationId: 'second', sequence: 2 }),
        madeComparison({ at: nowMs - 7_000, observationId: 'first', sequence: 1 }),
      ],
      judgeHarm: (rows) => {
        judged.push(...rows.map(({ at }) => nowMs - at));
        return [];
      },
    });
    await runTick(ports);
    expect(judged).toEqual([7_000, 6_000]);
  });

  it('that cannot judge one release still serves the others', async () => {
    const { ports, log } = stores(
      releasesWith({ 'round-pr1': madeRelease(), 'sort-pr2': madeRelease({ endsAtMs: nowMs }) }),
      {
        judgeHarm: (_, release) => {
          if (release.endsAtMs !== nowMs) {
            throw new TypeError('no policy');
          }
          return [];
        },
      },
    );
    expect((await runTick(ports)).problems).toEqual(['round-pr1: no policy']);
    expect(log).toContain('change stop-shadowing');
  });
});
