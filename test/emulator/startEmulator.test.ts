import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from '@jest/globals';
import { type ServedRequest, startEmulator } from '../../src/emulator/startEmulator.ts';
import { call, connectionId, failure, region, send, signedRequest, stateWith } from './client.ts';
import { withEmulator } from './withEmulator.ts';

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 1000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

test('it listens on 127.0.0.1 and on no other address of the machine', async () => {
  await withEmulator(stateWith(0), async ({ endpoint, port }) => {
    expect(endpoint).toBe(`http://127.0.0.1:${port}`);
    expect(await connects('127.0.0.1', port)).toBe(true);
    const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
    );
    for (const address of others) expect([address, await connects(address, port)]).toEqual([address, false]);
  });
});

test('it takes the port it is told, and says so when that is taken', async () => {
  await withEmulator(stateWith(0), async ({ port }) => {
    await expect(startEmulator(stateWith(0), { port })).rejects.toThrow(/EADDRINUSE/);
  });
});

test('closing ends idle, slow and dripping connections at once', async () => {
  const emulator = await startEmulator({
    ...stateWith(1),
    faults: [
      { kind: 'slow-answer', ms: 60_000, on: [1] },
      { kind: 'dripping-body', ms: 60_000, on: [2] },
    ],
  });
  const idle = createConnection({ host: '127.0.0.1', port: emulator.port });
  const idleEnds = new Promise((resolve) => idle.on('close', resolve).on('error', () => undefined));
  const slow = failure(call(emulator));
  const dripping = failure(call(emulator));
  while (emulator.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await emulator.close();
  await Promise.all([slow, dripping, idleEnds]);
  expect(await connects('127.0.0.1', emulator.port)).toBe(false);
});

test('closing twice does no harm', async () => {
  const emulator = await startEmulator(stateWith(0));
  await emulator.close();
  await emulator.close();
});

test('every request is told and kept: what was asked, what was answered', async () => {
  const told: ServedRequest[] = [];
  const onRequest = (request: ServedRequest) => told.push(request);
  await withEmulator(
    stateWith(1),
    async (emulator) => {
      await call(emulator, { RouteEntryType: 'bgp', PageSize: '50' });
      await send(emulator, { ...signedRequest(emulator), headers: { host: 'x' } });
      expect(told).toEqual(emulator.requests);
      const query = { region, connectionId, type: 'bgp', pageNumber: 1, pageSize: 50 };
      expect(told).toMatchObject([
        { action: 'DescribeVcoRouteEntries', query, status: 200, code: null, faults: [] },
        { action: null, query: null, status: 400, code: 'IncompleteSignature', faults: [] },
      ]);
    },
    { onRequest },
  );
});

test('request ids are the same in every run and differ within one', async () => {
  const ids = async () => {
    return await withEmulator(stateWith(1), async (emulator) => {
      return [(await call(emulator)).RequestId, (await call(emulator)).RequestId];
    });
  };
  const first = await ids();
  expect(await ids()).toEqual(first);
  expect(first[0]).not.toBe(first[1]);
});

test('forty calls at once are all answered', async () => {
  await withEmulator(stateWith(100), async (emulator) => {
    const calls = Array.from({ length: 40 }, () => call(emulator, { PageSize: '50' }));
    expect((await Promise.all(calls)).map(({ TotalCount }) => TotalCount)).toEqual(
      Array.from({ length: 40 }, () => 100),
    );
  });
});

test('a state that is no JSON ends in an error that says so, not in a hang', async () => {
  const routes = [{ destination: '10.0.0.0/8', weight: 1n }];
  await withEmulator({ connections: [{ id: connectionId, region, routes }] }, async (emulator) => {
    const reply = await send(emulator, signedRequest(emulator));
    expect([reply.status, reply.text]).toEqual([500, expect.stringMatching(/BigInt/)]);
  });
});

test('a body of megabytes is refused', async () => {
  await withEmulator(stateWith(1), async (emulator) => {
    const headers = { 'content-type': 'text/plain' };
    const request = signedRequest(emulator, { headers, body: 'x'.repeat(2 * 1024 * 1024) });
    const outcome = await send(emulator, request).then(
      ({ status }) => status,
      () => 'broken off',
    );
    expect([500, 'broken off']).toContain(outcome);
    expect((await call(emulator)).TotalCount).toBe(1);
  });
});
