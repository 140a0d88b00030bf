import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, objectsAt } from '../../../lab/github/json.ts';
import { type Client, startClient } from './client.ts';

let client: Client;

beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.github.close());

describe('the base of a pull request', () => {
  it('can be changed while it is open, which its events tell', async () => {
    const { author } = client.github.tokens;
    await client.openPull('other');
    const { number } = await client.openPull('moved');
    expect(objectsAt((await client.ask(author, 'GET', `/issues/${number}/events`)).body)).toEqual([]);
    const edited = await client.ask(author, 'PATCH', `/pulls/${number}`, { base: 'other' });
    expect([edited.status, at(edited.body, 'base', 'ref')]).toEqual([200, 'other']);
    const events = objectsAt((await client.ask(author, 'GET', `/issues/${number}/events`)).body);
    expect(events.map(({ event }) => event)).toEqual(['base_ref_changed']);
  });

  it('cannot be one that does not exist', async () => {
    const { author } = client.github.tokens;
    const { number } = await client.openPull('nowhere');
    const edited = await client.ask(author, 'PATCH', `/pulls/${number}`, { base: 'missing' });
    expect(edited.status).toBe(422);
  });
});
