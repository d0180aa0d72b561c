import type { AttachmentsQuery } from './attachmentsQuery.ts';
import type { EmulatorConnection } from './emulatorState.ts';
import type { Row } from './row.ts';
import type { Paging, VcoReply } from './vcoReply.ts';

/** The connections of a region that are attached to a transit router; their keys are no part of this reply. */
export function attachmentsReply(
  connections: readonly EmulatorConnection[],
  { region, connectionId }: AttachmentsQuery,
  paging: Paging,
  requestId: string,
): VcoReply {
  const listed = connections.filter(
    (connection) =>
      connection.region === region &&
      connection.attached !== false &&
      (connectionId === null || connection.id === connectionId),
  );
  const start = (paging.pageNumber - 1) * paging.pageSize;
  return {
    rows: listed.slice(start, start + paging.pageSize).map(attachmentOf),
    fields: { RequestId: requestId, TotalCount: listed.length, ...paging.stated },
  };
}

function attachmentOf({ id, name, description, transitRouter, tags = {} }: EmulatorConnection): Row {
  return {
    InstanceId: id,
    Name: name ?? '',
    Description: description ?? '',
    AttachType: 'CEN',
    TransitRouterId: transitRouter ?? '',
    TransitRouterName: '',
    CrossAccountAuthorized: false,
    Tag: '{"BGPSupport":"true"}',
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
