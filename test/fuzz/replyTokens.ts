import type { Dictionary } from './mutateTree.ts';

const destinations = [
  ...[
    '10.0.0.0/8',
    '10.1.0.1/16',
    '010.0.0.0/8',
    '10/8',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '2001:DB8::1/32',
    '::1:0:0:0:0/64',
  ],
  ...['', ' 10.0.0.0/8', '10.0.0.0', '10.0.0.0/8\n', '1:2:3:4:5:6:7:8:9/64', '::ffff:10.0.0.0/104', 'fe80::1%eth0/64'],
];
/** What a server might echo and nobody may print. */
const secrets = [
  'LTAI5tPlantedKeyIdXXXXXX/PlantedSecretPlantedSecret0000',
  'Signature=cGxhbnRlZCBzaWduYXR1cmU%3D&SecurityToken=CAISplanted+token/planted==',
  '\u001b[31m\u202e::error::planted ##[error]planted\n::error::planted',
  '<html><body>planted</body></html>',
];
const numbers = [
  0,
  1,
  2,
  49,
  50,
  51,
  100,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e21,
  '7',
  '50',
  '1e2',
  ' 5',
  'NaN',
  null,
  '',
  false,
];
const methods = { toString: 1, valueOf: null, toJSON: 'x', length: 50 };

export const replyDictionary: Dictionary = {
  byName: {
    TotalCount: numbers,
    PageNumber: numbers,
    PageSize: numbers,
    RequestId: [...secrets, '4F8D-0001', '', 7, null, methods, 'x'.repeat(500)],
    VcoRouteEntries: [[], {}, null, '', '[]', [null], [[]], { length: 0 }, { VcoRouteEntry: [] }, methods],
    RouteDest: destinations,
    Weight: [
      0,
      100,
      '100',
      '',
      null,
      'NaN',
      '0x64',
      '1e2',
      99.5,
      -0,
      -1,
      2 ** 53,
      false,
      true,
      [100],
      {},
      '٣',
      'REPLACED-1E400',
    ],
    VpnConnectionId: ['vco-other', 'VCO-TEST', 'vco-test ', '', null],
    RouteEntryType: ['custom', 'bgp', 'BGP', '', null, ['custom']],
    Source: ['CLOUD', 'VPN_BGP', '', 'SATELLITE', null, 7],
    NextHop: ['vco-b', '', null, 7, {}, ...secrets],
    CreateTime: [...numbers, 1_700_000_000_000, '1700000000000', '2026-01-01T00:00:00Z'],
    AsPath: ['[65010]', '65010 65020', [65010], '[99999999999]', '{65010}', '', [[]], 'REPLACED-DEEP'],
    NextHopTunnelIdList: [['tun-1'], [], null, 'REPLACED-DEEP'],
    VpnRouteCounts: [[], {}, [{ RouteEntryType: 'custom', RouteCount: 3 }], [null], [{ RouteCount: '1e9' }], methods],
    Code: ['', null, 'Throttling.User', 'Forbidden', 0, false, methods, ...secrets],
    Success: [true, 'true', 'True', false, 'false', '', null, 0, 1, {}, [], methods, 'REPLACED-DEEP'],
    NextToken: ['', null, false, 'eyJwYWdlIjoyfQ==', ...secrets],
    IsTruncated: [false, true, 'true'],
  },
  anywhere: [...destinations, ...numbers, ...secrets, [], {}, [[]], true, methods, 'REPLACED-DEEP', 'x'.repeat(3000)],
  names: [
    '__proto__',
    'constructor',
    'toString',
    'Tier',
    'vcoRouteEntries',
    'Message',
    'HasMore',
    ...secrets.map((secret) => `${secret}Token`),
    '',
  ],
};

/** JSON text for the two values that no JSON value stands for. */
export function withReplaced(text: string): string {
  const deep = 20_000;
  return text
    .replaceAll('"REPLACED-1E400"', '1e400')
    .replaceAll('"REPLACED-DEEP"', () => '['.repeat(deep) + ']'.repeat(deep));
}

export const replyTokens: readonly string[] = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\\ud800', 'null', 'true', '1e400', '-0', '01', '1E2', 'NaN'],
  ...['"VcoRouteEntries":[],', '"VcoRouteEntries":[]}', '"TotalCount":0,', '"Weight":1e400,', '"Weight":"",', '{},'],
  ...[
    '"NextToken":"x",',
    '"Code":"Throttling",',
    '"Success":false,',
    '"__proto__":{"VcoRouteEntries":[]},',
    '{"x":'.repeat(40),
  ],
  ...['\0', '\u001b', '\u2028', '\ufeff', '\ufffd', '<html>', 'x'.repeat(3000), '['.repeat(20_000), ...secrets],
];
