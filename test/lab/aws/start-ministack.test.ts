import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startMiniStack } from '../../../lab/aws/start-ministack.ts';

describe('starting the lab’s AWS', () => {
  it('says where a Python with MiniStack is missing and what installs it', async () => {
    await expect(startMiniStack({ python: '/nowhere/python' })).rejects.toMatchObject({
      name: 'MissingTool',
      message: expect.stringMatching(/\/nowhere\/python.*npm run lab/),
    });
  });

  it('refuses a port that is taken, naming it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const started = startMiniStack({ python: process.execPath, port });
    await expect(started).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining(`port ${port}`),
    });
    holder.close();
  });

  it('tells what the server said when it ends instead of answering', async () => {
    // Node is no Python: it does not even take the file.
    await expect(startMiniStack({ python: process.execPath })).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining('Unknown file extension'),
    });
  });
});
