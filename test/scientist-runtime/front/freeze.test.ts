import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { definitionOf, experimentOf } from '../../harness/definition-of.ts';
import { ownEvent } from '../../harness/own-event.ts';
import { startFront } from '../../harness/start-front.ts';
import { objectWith } from '../../harness/stub-aws.ts';

test('an environment frozen between invocations goes on where it was', async () => {
  const front = await startFront({ tls: true });
  front.aws.s3Get = objectWith(JSON.stringify(definitionOf({ round: experimentOf() })));

  for (let request = 1; request <= 10; request += 1) {
    front.signal('SIGCONT');
    const { body, atMs } = await front.lambda.invoke(ownEvent());
    await front.lambda.idle();
    front.signal('SIGSTOP');

    expect(JSON.parse(body)).toMatchObject({ statusCode: 200 });
    expect(front.aws.messages()).toHaveLength(request);
    expect(front.aws.sends.at(-1)?.atMs).toBeGreaterThan(atMs);
  }
  await front.stop();
});

test('a connection that was closed during the freeze is not written into', async () => {
  const front = await startFront({ tls: true });
  front.aws.s3Get = objectWith(JSON.stringify(definitionOf({ round: experimentOf() })));
  await front.lambda.invoke(ownEvent());
  await front.lambda.idle();

  for (let freeze = 1; freeze <= 3; freeze += 1) {
    front.signal('SIGSTOP');
    await sleep(150);
    front.aws.closeIdleConnections();
    const invoked = front.lambda.invoke(ownEvent());
    await sleep(20);
    front.signal('SIGCONT');

    expect(JSON.parse((await invoked).body)).toMatchObject({ statusCode: 200 });
    expect(front.aws.invokes).toHaveLength(1 + freeze);
    await front.lambda.idle();
  }
  await front.stop();
});
