/** What every `--embedded` run signs with. It opens nothing but the embedded API, so it may stand in the open. */
export const embeddedCredentials = {
  id: 'embedded-example-key-id',
  secret: 'embedded-example-secret-that-opens-nothing',
  securityToken: null,
} as const;

/** Of the sample network, and of everything that names none. */
export const embeddedAccount = '1234567890123456';
