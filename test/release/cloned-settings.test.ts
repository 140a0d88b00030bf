import { describe, expect, it } from 'vitest';
import { liveFingerprint, specFingerprint } from '../../src/release/candidate-plan.ts';
import { assertClonable, plannedSettings, whyNotCloned } from '../../src/release/cloned-settings.ts';
import type { FunctionSettings, LiveFunction } from '../../src/release/function-spec.ts';
import { noAsyncSettings, productionTerms, shadowTerms } from '../../src/release/function-terms.ts';
import { madeLiveFunction, madeSettings } from './made-function.ts';

const artifact = 'round.zip';

/** Another value for each setting than `madeSettings` has. */
const others: FunctionSettings = {
  handler: 'other.handler',
  runtime: 'python3.13',
  memoryMb: 256,
  timeoutSeconds: 7,
  environment: { STAGE: 'other' },
  layers: ['arn:layer:1'],
  architecture: 'x86_64',
  ephemeralStorageMb: 1_024,
  tracing: 'Active',
  vpc: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'], ipv6: false },
  kmsKeyArn: 'arn:key:1',
  codeKmsKeyArn: 'arn:key:2',
  logging: { format: 'JSON', applicationLevel: 'INFO', systemLevel: 'INFO' },
  runtimeUpdates: { mode: 'FunctionUpdate', pinnedArn: null },
};
const settingNames = Object.keys(others) as (keyof FunctionSettings)[];

describe('settings of a candidate', () => {
  it('are the control’s where the package says nothing', () => {
    expect(plannedSettings(madeLiveFunction({ settings: others }), { artifact })).toEqual(others);
  });

  it('are the package’s where it says something, the environment variable by variable', () => {
    const control = madeLiveFunction({ settings: { ...others, environment: { A: '1', B: '2' } } });
    const entry = { artifact, memoryMb: 512, environment: { B: '3' } };
    expect(plannedSettings(control, entry)).toEqual({
      ...others,
      memoryMb: 512,
      environment: { A: '1', B: '3' },
    });
  });
});

describe('a function that cannot be cloned', () => {
  const mounted = madeLiveFunction({ unclonable: ['it mounts a file system', 'its code is signed'] });

  it('is refused by every reason', () => {
    expect(whyNotCloned(mounted, { artifact })).toBe('it mounts a file system; its code is signed');
    expect(() => assertClonable(mounted)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining('docs/cloning.md') }),
    );
  });

  it('is none where nothing stands against it', () => {
    expect(whyNotCloned(madeLiveFunction(), { artifact, runtime: 'python3.13' })).toBeNull();
    expect(() => assertClonable(madeLiveFunction())).not.toThrow();
  });

  it.each([
    ['another runtime', 'python3.13', expect.stringContaining('pinned to a version of nodejs24.x')],
    ['the same runtime', 'nodejs24.x', null],
    ['no runtime', undefined, null],
  ])('is one with a pinned runtime whose package brings %s', (_, runtime, expected) => {
    const control = madeLiveFunction({
      settings: madeSettings({ runtimeUpdates: { mode: 'Manual', pinnedArn: 'arn:runtime:1' } }),
    });
    const entry = runtime === undefined ? { artifact } : { artifact, runtime };
    expect(whyNotCloned(control, entry)).toEqual(expected);
  });
});

describe('fingerprints', () => {
  const asynchronous = { ...noAsyncSettings, deadLetterArn: 'arn:queue' };

  it.each(settingNames)('move with the setting %s', (name) => {
    const settings = madeSettings();
    const changed = { ...settings, [name]: others[name] };
    expect(changed).not.toEqual(settings);
    const terms = shadowTerms('shadow');
    expect(specFingerprint('content', changed, terms)).not.toBe(specFingerprint('content', settings, terms));
    const live = madeLiveFunction();
    expect(liveFingerprint(live, changed)).not.toBe(liveFingerprint(live, settings));
  });

  it.each<[string, Partial<LiveFunction>]>([
    ['code', { codeSha256: 'other' }],
    ['role', { roleArn: 'other' }],
    ['reserved concurrency', { reservedConcurrency: 100 }],
    ['asynchronous settings', { asynchronous }],
    ['a setting that no clone can have', { unclonable: ['it mounts a file system'] }],
  ])('of a live function move with its %s', (_, overlay) => {
    const masked = madeSettings();
    expect(liveFingerprint(madeLiveFunction(overlay), masked)).not.toBe(
      liveFingerprint(madeLiveFunction(), masked),
    );
  });

  it('of a dressed function follow production’s terms, so that a change there dresses anew', () => {
    const terms = (overlay: Partial<LiveFunction>) => productionTerms(madeLiveFunction(overlay));
    const prints = [{}, { roleArn: 'other' }, { reservedConcurrency: 100 }, { asynchronous }].map((overlay) =>
      specFingerprint('content', madeSettings(), terms(overlay)),
    );
    expect(new Set(prints).size).toBe(prints.length);
  });
});
