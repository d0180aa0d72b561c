export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse reads any depth, but what walks the value afterwards would overflow the stack. */
export function isDeep(value: unknown, levels = 20): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeep(member, levels - 1));
}

/** Absent, null and "" all say nothing. */
export function isStated(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A number or a boolean as its text; null where nothing is stated, or no such value. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** undefined where it is no integer that a double holds exactly. */
export function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** null where it is no integer from 0 up. */
export function countOf(value: unknown): number | null {
  const number = integerOf(value);
  return number === undefined || number < 0 ? null : number;
}
