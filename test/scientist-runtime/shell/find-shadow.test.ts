import { describe, expect, it } from 'vitest';
import type { Effective } from '../../../scientist-runtime/contract/effective.ts';
import { ShadowFinder } from '../../../scientist-runtime/shell/find-shadow.ts';
import { madeShadow } from '../core/made-observation.ts';

function effectiveWith(...keys: string[]): Effective {
  return {
    schemaVersion: 1,
    compiledAtMs: 1,
    sources: { experimentsEtag: null, releasesEtag: null },
    lastValidExperiments: null,
    experiments: {
      round: {
        path: 'round',
        api: null,
        control: 'arn:control',
        methods: ['GET'],
        handOff: 'extension',
        shadows: keys.map((evidenceKey) => madeShadow({ evidenceKey })),
      },
    },
  };
}

function finder(current: { effective: Effective | null }) {
  const state = { nowMs: 100_000, reads: 0 };
  const shadows = new ShadowFinder(
    async () => {
      state.reads += 1;
      return current.effective;
    },
    () => state.nowMs,
  );
  return { shadows, state };
}

describe('a shadow', () => {
  it('is found by its evidence key, with its experiment', async () => {
    const { shadows } = finder({ effective: effectiveWith('a', 'b') });
    expect(await shadows.find('b')).toMatchObject({
      name: 'round',
      experiment: { control: 'arn:control' },
      shadow: { evidenceKey: 'b' },
    });
  });

  it('is looked up in one copy for five seconds', async () => {
    const { shadows, state } = finder({ effective: effectiveWith('a') });
    await shadows.find('a');
    state.nowMs += 4_999;
    await shadows.find('a');
    expect(state.reads).toBe(1);
    state.nowMs += 1;
    await shadows.find('a');
    expect(state.reads).toBe(2);
  });

  it('that is unknown is looked for in a fresh copy before its experiment counts as over', async () => {
    const current = { effective: effectiveWith('a') };
    const { shadows, state } = finder(current);
    await shadows.find('a');
    current.effective = effectiveWith('a', 'new');
    expect(await shadows.find('new')).not.toBeNull();
    expect(state.reads).toBe(2);
  });

  it('that stays unknown is looked for once, until the copy is old', async () => {
    const { shadows, state } = finder({ effective: effectiveWith('a') });
    await shadows.find('a');
    for (let message = 0; message < 50; message += 1) {
      expect(await shadows.find('gone')).toBeNull();
    }
    expect(state.reads).toBe(2);
    state.nowMs += 5_000;
    expect(await shadows.find('gone')).toBeNull();
    expect(state.reads).toBe(3);
  });

  it('is unknown where there is no definition', async () => {
    const { shadows } = finder({ effective: null });
    expect(await shadows.find('a')).toBeNull();
  });
});
