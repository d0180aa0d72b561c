import dns from 'node:dns';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { hintFor } from '../../src/collect/hints.ts';
import { withRetry } from '../../src/collect/retry.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';
import type { SourceFault } from '../../src/collect/routeSource.ts';
import { faultOf, never, page, plantedKey, sourceAt } from './asking.ts';
import { selfSigned, trusting } from './certificate.ts';
import { patience } from './reading.ts';
import { emptyTable, listening, withServer } from './withServer.ts';

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const good = (response: ServerResponse) => response.end(emptyTable);
const reset = (response: ServerResponse) => response.socket?.resetAndDestroy();
const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };
const error = (status: number, code: string) => answer(status, JSON.stringify({ Code: code, RequestId: 'REQ-1234' }));
/** Half a body where 1000 bytes were promised. */
const half = (then: (response: ServerResponse) => void) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write(emptyTable.slice(0, 20), () => then(response));
};
const drip = half((response) => {
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
});

/** What goes wrong once: the next call of the same source finds all well, where `mend` was awaited before it. */
type Kind = (read: (endpoint: string, mend?: () => Promise<unknown>) => Promise<void>) => Promise<void>;

const first =
  (bad: (response: ServerResponse) => void): Kind =>
  (read) =>
    withServer(
      (response, _, count) => {
        if (count === 1) bad(response);
        else good(response);
      },
      ({ endpoint }) => read(endpoint),
    );

const lookup =
  (fail: typeof dns.lookup): Kind =>
  (read) =>
    withServer(good, async ({ port }) => {
      const real = dns.lookup;
      dns.lookup = Object.assign(
        ((...args: Parameters<typeof real>) => {
          dns.lookup = real;
          return fail(...args);
        }) as typeof real,
        { __promisify__: real.__promisify__ },
      );
      try {
        return await read(`http://localhost:${port}`);
      } finally {
        dns.lookup = real;
      }
    });

const noAddress = ((_name: string, _options: unknown, done: (error: Error) => void) => {
  setImmediate(done, Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
}) as typeof dns.lookup;
const noConnection = (() => {}) as unknown as typeof dns.lookup;

/** Nobody listens on the port until the first call has failed. */
const refused: Kind = async (read) => {
  const port = await withServer(good, async (server) => server.port);
  const server = createServer((_, response) => good(response));
  try {
    return await read(`http://127.0.0.1:${port}`, () => listening(server, port));
  } finally {
    server.close();
  }
};

const handshakeCut: Kind = async (read) => {
  const { certificate, key } = selfSigned('127.0.0.1');
  const https = createHttpsServer({ cert: certificate, key }, (_, response) => good(response));
  const open: Socket[] = [];
  const tcp = createTcpServer((socket) => {
    open.push(socket);
    if (open.length > 1) https.emit('connection', socket);
    else socket.once('data', () => socket.destroy());
  });
  const port = await listening(tcp as never);
  try {
    return await trusting(certificate, () => read(`https://127.0.0.1:${port}`));
  } finally {
    for (const socket of open) socket.destroy();
    tcp.close();
  }
};

const transient: readonly [string, string, Kind][] = [
  ['reset before the answer', 'NoAnswer', first(reset)],
  ['reset within the body', 'NoAnswer', first(half(reset))],
  ['a body that is cut short', 'NoAnswer', first(half((response) => response.socket?.end()))],
  ['a body that drips for ever', 'NoAnswer', first(drip)],
  ['no answer at all', 'NoAnswer', first(() => {})],
  ['no connection', 'NoAnswer', lookup(noConnection)],
  ['no address in the DNS', 'NoAnswer', lookup(noAddress)],
  ['connection refused', 'NoAnswer', refused],
  ['TLS handshake cut', 'NoAnswer', handshakeCut],
  ['502 with a page of HTML', 'BrokenAnswer', first(answer(502, html))],
  ['503 with an empty body', 'BrokenAnswer', first(answer(503, ''))],
  ['429 with a page of HTML', 'Throttling', first(answer(429, html))],
  ['Throttling', 'Throttling', first(error(400, 'Throttling'))],
  ['Throttling.User', 'Throttling.User', first(error(400, 'Throttling.User'))],
  ['ServiceUnavailable', 'ServiceUnavailable', first(error(503, 'ServiceUnavailable'))],
  ['InternalError', 'InternalError', first(error(500, 'InternalError'))],
  ['Vco.StatusNotSupport', 'Vco.StatusNotSupport', first(error(400, 'Vco.StatusNotSupport'))],
];

test('seventeen kinds of failure are transient', () => {
  expect(new Set(transient.map(([name]) => name)).size).toBe(17);
});

test.each(transient)('%s: called %s, and the next attempt succeeds', async (_, code, goWrong) => {
  await goWrong(async (endpoint, mend = async () => {}) => {
    const source = sourceAt(endpoint, { deadline: 1000 });
    const failures: SourceFault[] = [];
    const call = async () => {
      try {
        return await source.readPage(page, never);
      } catch (error) {
        failures.push(await faultOf(Promise.reject(error)));
        throw error;
      }
    };
    const bearing = { ...patience, budget: retryBudget(() => 0), pause: () => mend().then(() => {}) };
    const reply = await withRetry('a page', bearing, never, call);
    expect(reply.text).toBe(emptyTable);
    expect(failures).toMatchObject([{ code, transient: true }]);
  });
});

test.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  [
    "a time, by the server's clock",
    { date: 'Tue, 03 Mar 2026 10:00:00 GMT', 'retry-after': 'Tue, 03 Mar 2026 10:02:30 GMT' },
    150_000,
  ],
  ['a time that is past', { date: 'Tue, 03 Mar 2026 10:00:00 GMT', 'retry-after': 'Tue, 03 Mar 2026 09:00:00 GMT' }, 0],
  ['milliseconds, in the header of the gateway', { 'x-acs-retry-after': '250', 'retry-after': '1' }, 250],
  ['nothing', {}, null],
  ['no time at all', { 'retry-after': 'soon' }, null],
  ['a negative number', { 'retry-after': '-5' }, null],
])('the server may say how long to wait, as %s', async (_, headers, retryAfter) => {
  const fault = await faultBy(answer(429, JSON.stringify({ Code: 'Throttling.User' }), headers));
  expect(fault).toMatchObject({ code: 'Throttling.User', transient: true, retryAfter });
});

test.each([201, 202, 204, 206, 300, 302, 304, 307])(
  'HTTP status %i is no page, and is not asked for again',
  async (status) => {
    const fault = await faultBy(answer(status, status === 204 || status === 304 ? '' : emptyTable, { location: '/' }));
    expect(fault).toMatchObject({
      code: 'BrokenAnswer',
      transient: false,
      message: expect.stringContaining(`${status}, not 200`),
    });
  },
);

test.each([
  [400, 'IllegalParam.RouteEntryType', false],
  [403, 'Forbidden', false],
  [403, 'Forbbiden.SubUser', false],
  [404, 'InvalidVpnConnectionInstanceId.NotFound', false],
  [400, 'SignatureDoesNotMatch', false],
  [404, 'InvalidAccessKeyId.NotFound', false],
  [400, 'InvalidSecurityToken.Expired', false],
  [400, 'InvalidTimeStamp.Expired', false],
  [403, 'Throttling.Api', true],
  [400, 'ServiceUnavailable', true],
  [404, 'InternalError', true],
  [500, 'Unheard.Of', true],
  [504, 'GatewayTimeout', true],
])('%i %s keeps its code and request id; it is transient: %p', async (status, code, isTransient) => {
  expect(await faultBy(error(status, code))).toEqual({
    code,
    message: `the API answered with HTTP status ${status}`,
    requestId: 'REQ-1234',
    transient: isTransient,
    retryAfter: null,
  });
});

test.each([
  ['a code of several words', { Code: 'the key is LTAI', RequestId: 'REQ-1234' }, 'BrokenAnswer', 'REQ-1234'],
  ['a code that is no text', { Code: 403, RequestId: { a: 1 } }, 'BrokenAnswer', null],
  ['the key in the place of the code', { Code: plantedKey.id, RequestId: plantedKey.id }, 'BrokenAnswer', null],
  ['no object', null, 'BrokenAnswer', null],
])('of an error with %s only short plain words are kept', async (_, body, code, requestId) => {
  expect(await faultBy(answer(403, JSON.stringify(body)))).toMatchObject({ code, requestId, transient: false });
});

test.each([
  ['Tue, 03 Mar 2026 10:00:00 GMT', /this machine's clock is \d+ minutes ahead of the server's/],
  ['Sat, 03 Mar 2085 10:00:00 GMT', /this machine's clock is \d+ minutes behind the server's/],
])('a clock that is refused is told how far it is from %s', async (date, message) => {
  const body = JSON.stringify({ Code: 'InvalidTimeStamp.Expired' });
  expect((await faultBy(answer(400, body, { date }))).message).toMatch(message);
});

test.each([
  ['the secret', plantedKey.secret],
  ['the token', plantedKey.securityToken],
  ['the key id', plantedKey.id],
])('a page that quotes %s is no page', async (_, secret) => {
  const body = JSON.stringify({ VcoRouteEntries: [{ NextHop: `x${secret}x` }] });
  expect(await faultBy(answer(200, body))).toMatchObject({ code: 'BrokenAnswer', transient: true });
});

test('bytes that are no UTF-8 are no page', async () => {
  const fault = await faultBy((response) => response.end(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])));
  expect(fault).toMatchObject({ code: 'BrokenAnswer', message: 'the answer is not UTF-8' });
});

test.each(['id', 'securityToken'])(
  'a key whose %s holds a line break is not sent, and is not tried again',
  async (part) => {
    await withServer(good, async ({ endpoint, received }) => {
      const accessKey = { ...plantedKey, [part]: 'LTAI\nhost: evil.example' };
      const fault = await faultOf(sourceAt(endpoint, { accessKey }).readPage(page, never));
      expect(fault).toMatchObject({ code: 'NotSent', transient: false });
      expect(received).toEqual([]);
    });
  },
);

test('an interrupted call ends at once, and is not called transient', async () => {
  const interruption = new AbortController();
  await withServer(
    () => interruption.abort(),
    async ({ endpoint }) => {
      const fault = await faultOf(sourceAt(endpoint).readPage(page, interruption.signal));
      expect(fault).toMatchObject({ code: 'Interrupted', transient: false });
    },
  );
});

test.each([
  'IllegalParam.RouteEntryType',
  'Vco.StatusNotSupport',
  'Forbbiden.SubUser',
  'Forbidden',
  'InvalidVpnConnectionInstanceId.NotFound',
  'Throttling',
  'Throttling.User',
  'ServiceUnavailable',
  'InternalError',
  'SignatureDoesNotMatch',
  'InvalidAccessKeyId.NotFound',
  'InvalidSecurityToken.Expired',
  'InvalidTimeStamp.Expired',
])('%s, as documented, has advice of its own', (code) => {
  expect(hintFor(code, page)).not.toBe(hintFor('Unheard.Of', page));
});

test.each(['Forbidden', 'Forbbiden.SubUser', 'Forbidden.RAM', 'NoPermission', 'ImplicitDeny'])(
  'advice for %s holds the statement that is missing, in one line of JSON',
  (code) => {
    const statement = /\{.*\}/.exec(hintFor(code, page))?.[0] ?? '';
    expect(JSON.parse(statement)).toEqual({
      Effect: 'Allow',
      Action: 'vpc:DescribeVcoRouteEntries',
      Resource: 'acs:vpc:cn-hangzhou:*:vpnconnection/vco-test',
    });
  },
);

test.each(['constructor', '__proto__', 'toString'])('a code that is called %s is nothing special', (code) => {
  expect(hintFor(code, page)).toBe(hintFor('Unheard.Of', page));
});

function faultBy(say: (response: ServerResponse) => void): Promise<SourceFault> {
  return withServer(say, ({ endpoint }) => faultOf(sourceAt(endpoint).readPage(page, never)));
}
