/** Codes and request ids are short words; anything else may be a secret or an attack on the report. */
export function plainWord(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z][\w.-]{0,79}$|^[\w-]{8,64}$/.test(value) && value !== 'undefined'
    ? value
    : null;
}
