import { describe, expect, test } from '@jest/globals';
import { codesOf, custom, lintOf, onRouter } from './lintOf.ts';

const route = '10.1.0.0/16';
const bgp = (source: string) => `bgp:\n  routes: [{ destination: ${route}, source: ${source} }]\n`;

describe('equal weights', () => {
  test('of one destination on two connections are cited at the second', () => {
    expect(lintOf({ b: onRouter(custom(`${route} 100`)), a: onRouter(custom(`${route} 100`)) })).toEqual([
      'b.yaml:7:7: RD104 equal-weights: 10.1.0.0/16 has weight 100 here and on vco-a of tr-1 (a.yaml:7:7), so neither is preferred; write 100 on the active connection and 0 on the standby',
    ]);
  });

  test('of three connections are two findings, of two standbys one', () => {
    const [active, standby] = [onRouter(custom(`${route} 100`)), onRouter(custom(`${route} 0`))];
    expect(codesOf({ a: active, b: active, c: active })).toEqual([`b.yaml RD104 ${route}`, `c.yaml RD104 ${route}`]);
    expect(codesOf({ a: active, b: standby, c: standby })).toEqual([`c.yaml RD104 ${route}`]);
  });

  test.each([
    ['100 and 0', custom(`${route} 100`), custom(`${route} 0`)],
    ['any and any', custom(`${route} any`), custom(`${route} any`)],
    ['100 and any', custom(`${route} 100`), custom(`${route} any`)],
    ['one that is not advertised', custom(`${route} 100`), custom(`${route} 100 state: normal`)],
    ['BGP on both', bgp('VPN_BGP'), bgp('VPN_BGP')],
    ['BGP on one', custom(`${route} 100`), bgp('VPN_BGP')],
  ])('%s are none', (_, a, b) => {
    expect(codesOf({ a: onRouter(a), b: onRouter(b) })).toEqual([]);
  });

  test('on two transit routers, on none, or on one connection with two next hops are none', () => {
    const text = custom(`${route} 100`);
    expect(codesOf({ a: onRouter(text), b: `transitRouter: tr-2\n${text}` })).toEqual([]);
    expect(codesOf({ a: text, b: text })).toEqual([]);
    expect(codesOf({ a: onRouter(custom(`${route} 100`, `${route} 100 nextHop: vco-b`)) })).toEqual([]);
  });
});

describe('a more specific route on another connection', () => {
  test('takes traffic from a summary that does not know it: one finding, however many there are', () => {
    const files = {
      hub: onRouter(custom('10.0.0.0/8 100')),
      a: onRouter(custom('10.1.0.0/16 100', '10.2.0.0/16 100')),
      b: onRouter(custom('10.3.0.0/16 100')),
    };
    expect(lintOf(files)).toEqual([
      'hub.yaml:7:7: RD105 more-specific-elsewhere: 10.0.0.0/8 has weight 100 here, and 10.1.0.0/16 has it on vco-a of tr-1 (a.yaml:7:7), and 2 more: the longer prefix takes that traffic; expect it here too, or turn this off for a summary',
    ]);
  });

  test.each([
    ['that the summary knows', ['10.0.0.0/8 100', `${route} 0`], [`${route} 100`]],
    ['inside one of its own', ['10.0.0.0/8 100', `${route} 0`], [`${route} 100`, '10.1.1.0/24 100 nextHop: vco-x']],
    ['with an open weight', ['10.0.0.0/8 100'], [`${route} any`]],
    ['that is not advertised', ['10.0.0.0/8 100'], [`${route} 100 state: normal`]],
    ['under a standby', ['10.0.0.0/8 0'], [`${route} 100`]],
    ['under an open weight', ['10.0.0.0/8 any'], [`${route} 100`]],
    ['beside', ['10.0.0.0/16 100'], [`${route} 100`]],
  ])('%s is no surprise', (_, a, b) => {
    const codes = codesOf({ a: onRouter(custom(...a)), b: onRouter(custom(...b)) });
    expect(codes.filter((line) => line.includes('RD105'))).toEqual([]);
  });

  test('takes from the nearest covering one alone', () => {
    const files = {
      a: onRouter(custom('10.0.0.0/8 100')),
      b: onRouter(custom('10.0.0.0/12 100')),
      c: onRouter(custom(`${route} 100`)),
    };
    expect(codesOf(files)).toEqual(['a.yaml RD105 10.0.0.0/8', 'b.yaml RD105 10.0.0.0/12']);
  });

  test('that comes by BGP is the choice of BGP', () => {
    expect(codesOf({ a: onRouter(custom('10.0.0.0/8 100')), b: onRouter(bgp('VPN_BGP')) })).toEqual([]);
  });
});

describe('one side of a pair', () => {
  test('a standby needs its active route', () => {
    expect(lintOf({ a: onRouter(custom('10.2.0.0/16 100')), b: onRouter(custom(`${route} 0`)) })).toEqual([
      'b.yaml:7:7: RD106 unpaired-weight: 10.1.0.0/16 has weight 0 here, and in these baselines no connection of tr-1 expects it with weight 100; expect the active route too, or write 100',
    ]);
  });

  test('a less specific active route is none, since the standby takes the traffic from it', () => {
    expect(lintOf({ a: onRouter(custom('10.0.0.0/8 100')), b: onRouter(custom(`${route} 0`)) })).toEqual([
      'b.yaml:7:7: RD106 unpaired-weight: 10.1.0.0/16 has weight 0 here, and in these baselines no connection of tr-1 expects it with weight 100 (10.0.0.0/8 at a.yaml:7:7 is not the active route: the longer prefix takes the traffic, whatever its weight); expect the active route too, or write 100',
    ]);
  });

  test.each([
    ['an active one whose weight is left open', [`${route} any`]],
    ['a summary over active ones of another connection', ['10.1.1.0/24 100', '10.1.2.0/24 100']],
  ])('%s is enough', (_, active) => {
    expect(codesOf({ a: onRouter(custom(...active)), b: onRouter(custom(`${route} 0`)) })).toEqual([]);
  });

  test('a network that comes by BGP elsewhere is enough, one that is announced to the data centre is not', () => {
    const b = onRouter(custom(`${route} 0`));
    expect(codesOf({ a: onRouter(bgp('VPN_BGP')), b })).toEqual([]);
    expect(codesOf({ a: onRouter(bgp('CLOUD')), b })).toEqual([`b.yaml RD106 ${route}`]);
  });

  test('an active route that is not advertised is not enough, and a standby that is not is none', () => {
    const b = onRouter(custom(`${route} 0`));
    expect(codesOf({ a: onRouter(custom(`${route} 100 state: normal`)), b })).toEqual([`b.yaml RD106 ${route}`]);
    expect(codesOf({ b: onRouter(custom(`${route} 0 state: normal`)) })).toEqual([]);
  });

  test('a connection without a transit router has no pair', () => {
    expect(codesOf({ a: custom(`${route} 0`) })).toEqual([]);
  });

  test('an active route needs its standby where most of its connection have one', () => {
    const a = onRouter(custom('10.1.0.0/16 100', '10.2.0.0/16 100', '10.3.0.0/16 100'));
    const b = onRouter(custom('10.1.0.0/16 0', '10.2.0.0/16 0'));
    expect(lintOf({ a, b })).toEqual([
      'a.yaml:9:7: RD106 unpaired-weight: 10.3.0.0/16 has weight 100 here and no standby on tr-1, unlike 2 other destinations of this connection; expect it on the standby too, with weight 0',
    ]);
    expect(codesOf({ a: a.replace('10.2.0.0/16', '10.4.0.0/16'), b })).toEqual(['b.yaml RD106 10.2.0.0/16']);
  });

  test('a summary elsewhere is a fallback too', () => {
    const a = onRouter(custom('10.1.0.0/16 100', '10.2.0.0/16 100', '192.168.3.0/24 100'));
    const b = onRouter(custom('10.1.0.0/16 0', '10.2.0.0/16 0', '192.168.0.0/16 0'));
    expect(codesOf({ a, b })).toEqual([]);
  });
});

test('an ordinary fleet gives no warning: pairs, lone branches, BGP over two connections', () => {
  const sites = Array.from({ length: 20 }, (_, i) => [`10.${i}.0.0/16`, `10.${i + 100}.0.0/16`]);
  const files = Object.fromEntries(
    sites.flatMap(([lan = '', other = ''], i) => [
      [`p${i}`, onRouter(custom(`${lan} 100`) + bgp('VPN_BGP').replace(route, other))],
      [`s${i}`, onRouter(custom(`${lan} 0`) + bgp('VPN_BGP').replace(route, other))],
      [`branch${i}`, onRouter(custom(`192.168.${i}.0/24 100`))],
    ]),
  );
  expect(lintOf(files)).toEqual([]);
});
