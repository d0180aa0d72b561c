import type { RouteType } from '../routing/route.ts';
import type { EmulatorRoute } from './emulatorState.ts';

/**
 * One way in which the API misbehaves, and on which calls. Only calls that are signed, well formed and within the
 * rate limit count; of these each fault counts, from 1, the ones for its `connection` and its `type`.
 */
export type Fault = FaultSelector & FaultAction;
export type FaultAction = Refusal | PagingFault | ReplyFault | DeliveryFault | TableEdit;

/** Neither `every` nor `on`: each call. Both: each call that either names. */
export interface FaultSelector {
  /** 3 = the 3rd, the 6th, the 9th, … */
  readonly every?: number;
  readonly on?: readonly number[];
  readonly connection?: string;
  readonly type?: RouteType;
  /** Only calls of this action, which lists connections; without it, only calls that read routes. */
  readonly action?: 'DescribeVpnAttachments';
}

/** Something else is answered; of several, the first counts. */
export type Refusal =
  | { readonly kind: 'throttling'; readonly status?: number; readonly retryAfterMs?: number }
  | { readonly kind: 'service-unavailable' }
  | { readonly kind: 'internal-error' }
  /** The caller lacks the permission. */
  | { readonly kind: 'forbidden' }
  /** HTTP 200 whose body is an error. */
  | { readonly kind: 'error-with-200'; readonly code?: string; readonly message?: string }
  /** What a proxy says: 502 unless `status` says otherwise (200 for a captive portal). */
  | { readonly kind: 'html-page'; readonly status?: number }
  /** HTTP 200 with exactly this text: '', '{}', 'null', '[]', … */
  | { readonly kind: 'bare-body'; readonly body: string };

/** Another page is cut than was asked for. */
export type PagingFault =
  /** At most `size` rows a page, in silence, or with the smaller PageSize in the reply. */
  | { readonly kind: 'clamped-page-size'; readonly size: number; readonly echo?: boolean }
  /** Always page 1, which the reply calls the page that was asked for. */
  | { readonly kind: 'page-number-ignored' };

/** The right page, told wrong. */
export type ReplyFault =
  | { readonly kind: 'total-count-missing' }
  | { readonly kind: 'total-count-as-string' }
  /** The rows of this page, not of the table. */
  | { readonly kind: 'total-count-of-page' }
  | { readonly kind: 'total-count-off'; readonly by: number }
  /** One more each time this fault strikes. */
  | { readonly kind: 'total-count-moving' }
  /** The rows after the first `rows` are kept back. */
  | { readonly kind: 'short-page'; readonly rows: number }
  /** The page's first row again, at its end; with `hides`, in the place of its last row. */
  | { readonly kind: 'duplicate-row'; readonly hides?: boolean }
  /** One row more, which belongs to another connection or to the other type. */
  | { readonly kind: 'foreign-row'; readonly of: 'connection' | 'type' }
  /** Top-level fields set to anything: `NextToken: abc`, `VcoRouteEntries: null`, … */
  | { readonly kind: 'reply-fields'; readonly set: Readonly<Record<string, unknown>> };

/** The right reply, brought badly; of several, the first counts. */
export type DeliveryFault =
  | { readonly kind: 'slow-answer'; readonly ms: number }
  /** Byte by byte, as it were: `ms` between pieces. */
  | { readonly kind: 'dripping-body'; readonly ms: number; readonly pieces?: number }
  | { readonly kind: 'reset-before-reply' }
  | { readonly kind: 'reset-within-body' }
  /** Half of the body, with a content-length that agrees. */
  | { readonly kind: 'truncated-body' };

/** The table of the called connection changes, for good, just before or just after its page is cut. */
export interface TableEdit {
  readonly kind: 'table-edit';
  readonly when?: 'before' | 'after';
  /** Put at the top of the table, so that what follows moves down. */
  readonly insert?: readonly EmulatorRoute[];
  /** Every row of these destinations goes. */
  readonly remove?: readonly string[];
}

export type FaultKind = Fault['kind'];
