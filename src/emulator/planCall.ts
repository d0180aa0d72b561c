import type { DeliveryFault, PagingFault, Refusal, ReplyFault, TableEdit } from './fault.ts';
import type { Strike } from './faultSchedule.ts';

/** The faults that strike one call, by the step at which they do. */
export interface CallPlan {
  readonly refusal: Refusal | null;
  readonly editsBefore: readonly TableEdit[];
  readonly paging: readonly PagingFault[];
  readonly editsAfter: readonly TableEdit[];
  readonly reply: readonly { readonly fault: ReplyFault; readonly times: number }[];
  readonly delivery: DeliveryFault | null;
}

const calm: CallPlan = { refusal: null, editsBefore: [], paging: [], editsAfter: [], reply: [], delivery: null };

export function planCall(strikes: readonly Strike[]): CallPlan {
  return strikes.reduce(withStrike, calm);
}

function withStrike(plan: CallPlan, { fault, times }: Strike): CallPlan {
  switch (fault.kind) {
    case 'throttling':
    case 'service-unavailable':
    case 'internal-error':
    case 'forbidden':
    case 'error-with-200':
    case 'html-page':
    case 'bare-body':
      return { ...plan, refusal: plan.refusal ?? fault };
    case 'clamped-page-size':
    case 'page-number-ignored':
      return { ...plan, paging: [...plan.paging, fault] };
    case 'total-count-missing':
    case 'total-count-as-string':
    case 'total-count-of-page':
    case 'total-count-off':
    case 'total-count-moving':
    case 'short-page':
    case 'duplicate-row':
    case 'foreign-row':
    case 'reply-fields':
      return { ...plan, reply: [...plan.reply, { fault, times }] };
    case 'slow-answer':
    case 'dripping-body':
    case 'reset-before-reply':
    case 'reset-within-body':
    case 'truncated-body':
      return { ...plan, delivery: plan.delivery ?? fault };
    case 'table-edit':
      if (fault.when === 'after') return { ...plan, editsAfter: [...plan.editsAfter, fault] };
      return { ...plan, editsBefore: [...plan.editsBefore, fault] };
  }
}
