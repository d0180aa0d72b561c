import type { ReplyFault } from './fault.ts';
import type { Row } from './row.ts';
import type { VcoReply } from './vcoReply.ts';

/** The reply as the fault tells it; `times` is how often it has struck, from 1. */
export function tamper(reply: VcoReply, fault: ReplyFault, times: number): VcoReply {
  switch (fault.kind) {
    case 'total-count-missing':
      return withFields(reply, { TotalCount: undefined });
    case 'total-count-as-string':
      return withFields(reply, { TotalCount: String(reply.fields.TotalCount) });
    case 'total-count-of-page':
      return withFields(reply, { TotalCount: reply.rows.length });
    case 'total-count-off':
      return withFields(reply, { TotalCount: Number(reply.fields.TotalCount) + fault.by });
    case 'total-count-moving':
      return withFields(reply, { TotalCount: Number(reply.fields.TotalCount) + times });
    case 'short-page':
      return { ...reply, rows: reply.rows.slice(0, fault.rows) };
    case 'duplicate-row':
      return { ...reply, rows: repeatFirst(reply.rows, fault.hides ?? false) };
    case 'foreign-row':
      return { ...reply, rows: [...reply.rows, foreignRow(reply.rows, fault.of)] };
    case 'reply-fields':
      return withFields(reply, fault.set);
  }
}

/** A value of undefined takes the field away. */
function withFields(reply: VcoReply, fields: Readonly<Record<string, unknown>>): VcoReply {
  return { ...reply, fields: { ...reply.fields, ...fields } };
}

/** An empty page has nothing to repeat. */
function repeatFirst(rows: readonly Row[], hides: boolean): readonly Row[] {
  return [...(hides ? rows.slice(0, -1) : rows), ...rows.slice(0, 1)];
}

/** Like the page's first row, but for a destination of its own and for where it belongs. */
function foreignRow([model]: readonly Row[], of: 'connection' | 'type'): Row {
  const row = { RouteEntryType: 'custom', State: 'published', ...model, RouteDest: '198.51.100.0/24' };
  if (of === 'connection') return { ...row, VpnConnectionId: 'vco-of0another0connection' };
  return { ...row, RouteEntryType: row.RouteEntryType === 'bgp' ? 'custom' : 'bgp' };
}
