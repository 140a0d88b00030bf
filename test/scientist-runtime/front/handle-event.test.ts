import { expect, test } from 'vitest';
import { type Routes, routesOf } from '../../../scientist-runtime/core/routing.ts';
import { createSkipCounts } from '../../../scientist-runtime/shell/count-skips.ts';
import { createHandler, type FrontParts } from '../../../scientist-runtime/shell/handle-event.ts';
import type { Definition } from '../../../scientist-runtime/shell/load-definition.ts';
import type { Work } from '../../../scientist-runtime/shell/pair-work.ts';
import { definitionOf, experimentOf } from '../../harness/definition-of.ts';
import { ownEvent } from '../../harness/own-event.ts';

const routes = routesOf(definitionOf({ round: experimentOf() }));

/** A definition that is at hand; `newer` is what S3 has. */
function definitionIn(known: Routes, newer: Routes = known): Definition {
  return {
    forUse: async () => known,
    askNow: async () => newer,
    askBeside() {},
    settle: async () => {},
    problem: () => null,
  };
}

function world(changes: Partial<FrontParts> = {}) {
  const lines: string[] = [];
  const left: [string, Work | null][] = [];
  const parts: FrontParts = {
    frontApiId: 'frontapi01',
    definition: definitionIn(routes),
    invokeControl: async () => ({
      answer: { kind: 'answer', payload: '{"statusCode":204}' },
      misfortune: null,
    }),
    handOff: async (drafts) => ({ handedOff: drafts.length, skipped: null }),
    counts: createSkipCounts(0),
    extension: {
      afterResponse(requestId, work) {
        left.push([requestId, work]);
        return true;
      },
    },
    trace: () => null,
    log: (line) => lines.push(line),
    now: () => 1_764_000_000_000,
    elapsed: () => 0,
    ...changes,
  };
  const handler = createHandler(parts);
  const handle = () => handler(ownEvent(), { awsRequestId: 'r1', getRemainingTimeInMillis: () => 3_000 });
  const logged = () => lines.map((line) => JSON.parse(line));
  return { handle, left, logged };
}

test('a fault of ours is answered as a failing function is, and the extension is not kept waiting', async () => {
  const { handle, left, logged } = world({
    invokeControl: () => {
      throw new TypeError('no such header');
    },
  });

  expect(await handle()).toMatchObject({ statusCode: 500, body: '{"message":"Internal Server Error"}' });
  expect(left).toEqual([['r1', expect.any(Function)]]);
  await left[0]?.[1]?.();
  expect(logged()).toMatchObject([{ problem: 'front failed: TypeError: no such header' }]);
});

test('a fault after the answer changes no answer and rejects nothing', async () => {
  const { handle, left, logged } = world({
    handOff: async () => {
      throw new TypeError('no such queue');
    },
  });

  expect(await handle()).toEqual({ statusCode: 204 });
  await left[0]?.[1]?.();
  expect(logged()).toMatchObject([{ status: 204, problem: 'after the answer: TypeError: no such queue' }]);
});

test.each([[null], [{ afterResponse: () => false }]])(
  'a log that cannot be written changes no answer, with the extension %j',
  async (extension) => {
    const { handle } = world({
      extension,
      log: () => {
        throw new Error('EPIPE');
      },
    });

    expect(await handle()).toEqual({ statusCode: 204 });
  },
);

test('work that the extension does not take is done before the answer', async () => {
  const { handle, logged } = world({ extension: { afterResponse: () => false } });

  expect(await handle()).toEqual({ statusCode: 204 });
  expect(logged()).toMatchObject([{ handedOff: 1 }]);
});

test('where the experiment wants the hand-off awaited, the extension hears that there is nothing to do', async () => {
  const awaited = routesOf(definitionOf({ round: experimentOf({ handOff: 'awaited' }) }));
  const { handle, left, logged } = world({
    definition: definitionIn(awaited),
  });

  await handle();

  expect(left).toEqual([['r1', null]]);
  expect(logged()).toMatchObject([{ handedOff: 1 }]);
});

test('a request that the copy at hand cannot place is placed by what S3 has now', async () => {
  const { handle } = world({ definition: definitionIn(routesOf(definitionOf({})), routes) });

  expect(await handle()).toEqual({ statusCode: 204 });
});

test('the control gets what is left of the time, less what front needs to be heard', async () => {
  const timeouts: number[] = [];
  const { handle } = world({
    invokeControl: async ({ timeoutMs }) => {
      timeouts.push(timeoutMs);
      return { answer: { kind: 'answer', payload: '{"statusCode":204}' }, misfortune: null };
    },
  });

  await handle();

  expect(timeouts).toEqual([2_750]);
});
