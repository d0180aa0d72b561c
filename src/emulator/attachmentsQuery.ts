import type { ApiErrorCode } from './apiError.ts';
import type { ApiRequest } from './apiRequest.ts';
import { parameter, wholeNumber } from './vcoQuery.ts';

export const attachmentsAction = 'DescribeVpnAttachments';

/** The parameters of DescribeVpnAttachments, with its defaults. */
export interface AttachmentsQuery {
  readonly region: string;
  /** null: all of the region. */
  readonly connectionId: string | null;
  readonly pageNumber: number;
  readonly pageSize: number;
}

export function parseAttachmentsQuery({ query }: ApiRequest): AttachmentsQuery | ApiErrorCode {
  const pairs = query ?? [];
  const region = parameter(pairs, 'RegionId');
  if (region === null) return 'MissingRegionId';
  const pageNumber = wholeNumber(parameter(pairs, 'PageNumber') ?? '1', Number.MAX_SAFE_INTEGER);
  if (pageNumber === null) return 'IllegalParam.PageNumber';
  const pageSize = wholeNumber(parameter(pairs, 'PageSize') ?? '10', 50);
  if (pageSize === null) return 'IllegalParam.PageSize';
  return { region, connectionId: parameter(pairs, 'VpnConnectionId'), pageNumber, pageSize };
}
