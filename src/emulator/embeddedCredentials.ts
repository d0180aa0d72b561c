/** What every `--embedded` run signs with. It opens nothing but the embedded API, so it may stand in the open. */
export const embeddedCredentials = {
  id: 'embedded-example-key-id',
  secret: 'embedded-example-secret-that-opens-nothing',
  securityToken: null,
} as const;
