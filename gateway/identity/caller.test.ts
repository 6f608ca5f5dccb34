import { expect, test } from 'vitest';
import { callerOf, createAddressOf } from './caller.ts';
import { ANONYMOUS } from './identity.ts';

test.for([
  ['192.0.2.7', 'anonymous:192.0.2.7'],
  ['192.0.2.7:49152', 'anonymous:192.0.2.7'],
  ['::ffff:192.0.2.7', 'anonymous:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', 'anonymous:2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', 'anonymous:2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:49152', 'anonymous:2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'anonymous:fe80:0:0:0::/64'],
  ['::1', 'anonymous:0:0:0:0::/64'],
  ['unknown', 'anonymous:unknown'],
  [undefined, 'anonymous:'],
] as const)('an anonymous caller is its network, of IPv6 the first 64 bits: %s', ([address, caller]) => {
  expect(callerOf(ANONYMOUS, createAddressOf(undefined)(new Headers(), address))).toBe(caller);
  const headers = new Headers(address === undefined ? {} : { 'x-forwarded-for': `198.51.100.1, ${address}` });
  expect(callerOf(ANONYMOUS, createAddressOf('x-forwarded-for')(headers, '203.0.113.5'))).toBe(caller);
});

test('whoever is somebody is that, from wherever', () => {
  const partner = { ...ANONYMOUS, kind: 'partner', audience: 'partner', id: 'partner:4f1c' } as const;
  expect(callerOf(partner, '192.0.2.7')).toBe('partner:4f1c');
});

test('the address is the connection’s, or the one that the outermost trusted proxy appended', () => {
  const headers = new Headers({ 'x-forwarded-for': '198.51.100.1, 192.0.2.7, 10.0.0.2' });
  const byHops = (hops: number) => createAddressOf('x-forwarded-for', hops)(headers, '203.0.113.5');
  expect(createAddressOf(undefined)(headers, '203.0.113.5')).toBe('203.0.113.5');
  expect([1, 2, 3, 4].map(byHops)).toEqual(['10.0.0.2', '192.0.2.7', '198.51.100.1', '198.51.100.1']);
  expect(createAddressOf('x-forwarded-for')(new Headers(), '203.0.113.5')).toBeUndefined();
});
