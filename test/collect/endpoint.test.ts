import { expect, test } from '@jest/globals';
import { parseEndpoint } from '../../src/collect/endpoint.ts';

test.each([
  ['https://vpc.cn-hangzhou.aliyuncs.com', { protocol: 'https', host: 'vpc.cn-hangzhou.aliyuncs.com' }],
  ['vpc.aliyuncs.com', { protocol: 'https', host: 'vpc.aliyuncs.com' }],
  ['http://127.0.0.1:8080', { protocol: 'http', host: '127.0.0.1:8080' }],
  ['http://localhost:8080/', { protocol: 'http', host: 'localhost:8080' }],
  ['http://[::1]:8080', { protocol: 'http', host: '[::1]:8080' }],
])('--endpoint %s', (text, endpoint) => {
  expect(parseEndpoint(text)).toEqual(endpoint);
});

test.each([
  ['http://vpc.aliyuncs.com', 'http:// is accepted for a loopback address only'],
  ['http://127.0.0.1.example.com', 'http:// is accepted for a loopback address only'],
  ['https://key:secret@vpc.aliyuncs.com', 'it must not hold a user name or password'],
  ['https://x@127.0.0.1:8099/#', 'it must not hold a user name or password'],
  ['https://vpc.aliyuncs.com/?x', 'it must end after the host and port'],
  ['ftp://vpc.aliyuncs.com', 'it must begin with https://'],
  ['127.0.0.1:8080', 'write http://127.0.0.1:8080'],
  ['https://', 'it is not an address such as https://vpc.cn-hangzhou.aliyuncs.com'],
])('--endpoint %s is refused', (text, reason) => {
  expect(parseEndpoint(text)).toBe(reason);
});
