import { expect, test } from '@jest/globals';
import { groupChanges } from '../../src/report/forwardingWords.ts';
import { auditDomain, type Member, weights } from '../audit/domain.ts';

type Table = Readonly<Record<string, number>>;

const member = (id: string, expected: Table, actual: Table, more = ''): Member => {
  const { yaml, routes } = weights(id, expected, actual);
  return { yaml: `${yaml}\n${more}`, routes };
};

const waivers = (destination: string) =>
  `waivers: [{ id: w, reason: r, owner: o, expires: 2026-12-31, destination: ${destination} }]`;

test.each<[string, Member, Member, readonly string[]]>([
  [
    'what lies at the very prefix needs no destination, and so one sentence does for many',
    member('vco-a', { '10.0.0.0/24': 100, '10.0.2.0/24': 100 }, {}),
    member('vco-b', {}, {}),
    ['10.0.0.0/24 10.0.2.0/24: missing'],
  ],
  [
    'a difference that is wider than its consequence is named',
    member('vco-a', { '10.0.0.0/24': 100 }, { '10.0.0.0/25': 100 }),
    member('vco-b', {}, {}),
    ['10.0.0.128/25: a missing 10.0.0.0/24'],
  ],
  [
    'what takes traffic from what',
    member('vco-a', { '10.0.0.0/16': 100 }, { '10.0.0.0/16': 100 }),
    member('vco-b', {}, { '10.0.1.0/24': 100 }),
    ['10.0.1.0/24: an unexpected 10.0.1.0/24 takes traffic from 10.0.0.0/16'],
  ],
  [
    'a waived one is called so, since it fails nothing',
    member('vco-a', { '10.0.0.0/16': 100 }, { '10.0.0.0/16': 100 }),
    member('vco-b', {}, { '10.0.1.0/24': 100 }, waivers('10.0.1.0/24')),
    ['10.0.1.0/24: a waived unexpected 10.0.1.0/24 takes traffic from 10.0.0.0/16'],
  ],
  [
    'what traffic falls back to',
    member('vco-a', { '10.0.0.0/16': 100 }, { '10.0.0.0/16': 100 }),
    member('vco-b', { '10.0.1.0/24': 100 }, {}),
    ['10.0.1.0/24: a missing 10.0.1.0/24; falls back to 10.0.0.0/16'],
  ],
  [
    'several take traffic from one, and several fall back to one',
    member('vco-a', { '10.0.0.0/8': 100 }, { '10.0.0.0/8': 100 }),
    member('vco-b', { '10.2.0.0/17': 100, '10.2.128.0/17': 100 }, { '10.1.0.0/17': 100, '10.1.128.0/17': 100 }),
    [
      '10.1.0.0/16: an unexpected 10.1.0.0/17 and an unexpected 10.1.128.0/17 take traffic from 10.0.0.0/8',
      '10.2.0.0/16: a missing 10.2.0.0/17 and a missing 10.2.128.0/17; falls back to 10.0.0.0/8',
    ],
  ],
  [
    'of differences in several connections each says where',
    member('vco-a', { '10.0.0.0/24': 100 }, {}),
    member('vco-b', {}, { '10.0.0.0/24': 100 }),
    ['10.0.0.0/24: missing at vco-a and unexpected at vco-b'],
  ],
  [
    'roles are called by their name, once for all connections',
    member('vco-a', { '10.0.0.0/24': 100 }, { '10.0.0.0/24': 0 }),
    member('vco-b', { '10.0.0.0/24': 0 }, { '10.0.0.0/24': 100 }),
    ['10.0.0.0/24: failover flipped'],
  ],
  [
    'roles of a part of the traffic say of which destination',
    member('vco-a', { '10.0.0.0/24': 100, '10.0.0.0/25': 100 }, { '10.0.0.0/24': 0, '10.0.0.0/25': 100 }),
    member('vco-b', { '10.0.0.0/24': 0 }, { '10.0.0.0/24': 100 }),
    ['10.0.0.128/25: failover flipped for 10.0.0.0/24'],
  ],
  [
    'a few differences are named and the others counted',
    member('vco-a', {}, { '10.0.0.0/26': 100, '10.0.0.64/26': 100, '10.0.0.128/26': 100, '10.0.0.192/26': 100 }),
    member('vco-b', {}, {}),
    [
      '10.0.0.0/24: an unexpected 10.0.0.0/26 and an unexpected 10.0.0.64/26 and an unexpected 10.0.0.128/26 and 1 more',
    ],
  ],
])('%s', (_, a, b, expected) => {
  const groups = groupChanges(auditDomain({ 'vco-a': a, 'vco-b': b }));
  expect(groups.map(({ prefixes, cause }) => `${prefixes.join(' ')}: ${cause}`)).toEqual(expected);
});
