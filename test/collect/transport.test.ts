import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { noProxies, openTransport, type Proxies } from '../../src/collect/transport.ts';
import { faultOf, never, page, plantedKey, sourceAt } from './asking.ts';
import { withProxy } from './withProxy.ts';
import { emptyTable, listening, withServer } from './withServer.ts';

const apiHost = 'vpc.aliyuncs.com';
const answerAll = () => [200, emptyTable] as const;
const proxies = (changes: Partial<Proxies>): Proxies => ({ ...noProxies, ...changes });

test.each([
  ['HTTPS_PROXY', (address: string) => proxies({ httpsProxy: address })],
  ['HTTPS_PROXY without http://', (address: string) => proxies({ httpsProxy: address.replace('http://', '') })],
  ['HTTP_PROXY, where there is no other', (address: string) => proxies({ httpProxy: address })],
  [
    'HTTPS_PROXY before HTTP_PROXY',
    (address: string) => proxies({ httpsProxy: address, httpProxy: 'http://127.0.0.1:1' }),
  ],
  ['a NO_PROXY for others', (address: string) => proxies({ httpsProxy: address, noProxy: 'localhost,.example.com' })],
])('%s is gone through, and sees no more than the host', async (_, by) => {
  await withProxy([apiHost], answerAll, async ({ address, asked, received }) => {
    const reply = await sourceAt(null, { proxies: by(address) }).readPage(page, never);
    expect(reply.text).toBe(emptyTable);
    expect(asked).toEqual([`${apiHost}:443`]);
    expect(received).toMatchObject([{ host: apiHost, method: 'POST' }]);
  });
});

test.each(['vpc.aliyuncs.com', '.aliyuncs.com', '*.aliyuncs.com', 'a.example, aliyuncs.com', '*'])(
  'NO_PROXY=%s goes past the proxy',
  async (noProxy) => {
    await withProxy([apiHost], answerAll, async ({ address, asked }) => {
      const source = sourceAt(null, { proxies: proxies({ httpsProxy: address, noProxy }), deadline: 300 });
      expect(await faultOf(source.readPage(page, never))).toMatchObject({ code: 'NoAnswer', transient: true });
      expect(asked).toEqual([]);
    });
  },
);

test('what is not encrypted stays on this machine: loopback is asked directly', async () => {
  await withServer(
    (response) => response.end(emptyTable),
    async ({ endpoint, received }) => {
      const dead = proxies({ httpsProxy: 'http://127.0.0.1:1', httpProxy: 'http://127.0.0.1:1' });
      await sourceAt(endpoint, { proxies: dead }).readPage(page, never);
      expect(received).toHaveLength(1);
    },
  );
});

test.each([
  [407, false],
  [403, false],
  [502, true],
])('a proxy that says %i is told by its status, and not by its password; transient: %p', async (status, transient) => {
  const proxy = createServer();
  proxy.on('connect', (_, socket: Socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
  const port = await listening(proxy);
  const httpsProxy = `http://somebody:${plantedKey.secret}@127.0.0.1:${port}`;
  const fault = await faultOf(sourceAt(null, { proxies: proxies({ httpsProxy }) }).readPage(page, never));
  expect(fault).toMatchObject({
    code: 'NoAnswer',
    message: `the proxy answered with HTTP status ${status}`,
    transient,
  });
  proxy.close();
});

test.each(['socks4://127.0.0.1:1', 'http://', ':::', 'ftp://x'])(
  'a proxy that is %s is refused',
  async (httpsProxy) => {
    const fault = await faultOf(sourceAt(null, { proxies: proxies({ httpsProxy }) }).readPage(page, never));
    expect(fault).toMatchObject({ code: 'UnusableProxy', transient: false });
  },
);

test('no redirect is followed', async () => {
  await withServer(
    (response) => response.end(emptyTable),
    async (elsewhere) => {
      await withServer(
        (response) => response.writeHead(307, { location: elsewhere.endpoint }).end(),
        async ({ endpoint }) => {
          expect((await faultOf(sourceAt(endpoint).readPage(page, never))).code).toBe('BrokenAnswer');
        },
      );
      expect(elsewhere.received).toEqual([]);
    },
  );
});

test.each(['stated', 'chunked'])('an answer of 9 MiB is not read to its end (length %s)', async (length) => {
  const large = Buffer.alloc(9 * 1024 * 1024, 0x20);
  await withServer(
    (response) => {
      if (length === 'stated') response.writeHead(200, { 'content-length': large.length });
      response.end(large);
    },
    async ({ endpoint }) => {
      const fault = await faultOf(sourceAt(endpoint).readPage(page, never));
      expect(fault).toMatchObject({ code: 'BrokenAnswer', message: expect.stringContaining('larger') });
    },
  );
});

test('a call that is given up is really cancelled: the server sees it go', async () => {
  let gone: Promise<unknown> = Promise.resolve('never asked');
  await withServer(
    (response) => {
      gone = new Promise((resolve) => response.on('close', () => resolve('gone')));
    },
    async ({ endpoint }) => {
      const fault = await faultOf(sourceAt(endpoint, { deadline: 200 }).readPage(page, never));
      expect(fault.message).toBe('no whole answer in 0.2 s');
      expect(await gone).toBe('gone');
    },
  );
});

test('a certificate that nobody trusts is told, and is not tried again', async () => {
  await withProxy(['somebody-else.example'], answerAll, async ({ address, received }) => {
    const source = sourceAt(null, { proxies: proxies({ httpsProxy: address }) });
    expect(await faultOf(source.readPage(page, never))).toMatchObject({
      code: 'UntrustedServer',
      message: expect.stringContaining('CERT'),
      transient: false,
    });
    expect(received).toEqual([]);
  });
});

test('the text is handed on as it came, and the time of the server with it', async () => {
  const text = ' {"VcoRouteEntries" : [ ], "n": 1e400, "ü": "\\u00fc"}\n';
  await withServer(
    (response) => response.writeHead(200, { date: 'Tue, 03 Mar 2026 10:00:00 GMT' }).end(text),
    async ({ endpoint }) => {
      const reply = await sourceAt(endpoint).readPage(page, never);
      expect(reply).toEqual({ text, serverTime: Date.UTC(2026, 2, 3, 10), sentAt: 0, receivedAt: 0 });
    },
  );
});

test.each([
  'http://203.0.113.9/',
  'http://vpc.aliyuncs.com/',
  'https://key:secret@vpc.aliyuncs.com/',
  'https://vpc.aliyuncs.com@203.0.113.9/',
  'https://vpc.aliyuncs.com.example.com/',
  'https://vpc.aliyuncs.com:444/',
  'ftp://vpc.aliyuncs.com/',
  'file:///etc/passwd',
  'vpc.aliyuncs.com',
  '',
])('the transport refuses %j before a byte is sent', async (url) => {
  await withProxy(['*.aliyuncs.com'], answerAll, async ({ address, asked }) => {
    const send = await openTransport(proxies({ httpsProxy: address, httpProxy: address }), 1000);
    const permit = { mayReach: (origin: string) => origin === `https://${apiHost}`, deadline: 1000, signal: never };
    const call = send({ url, method: 'POST', headers: { authorization: plantedKey.secret }, body: null }, permit);
    expect(await faultOf(call)).toMatchObject({ code: 'ForbiddenHost', transient: false });
    expect(asked).toEqual([]);
  });
});
