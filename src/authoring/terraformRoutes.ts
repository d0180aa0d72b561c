/**
 * The destination-based routes that Terraform manages, out of `terraform show -json` of a state or a plan: resources of
 * type `alicloud_vpn_gateway_vco_route`, in modules too, each `count` and `for_each` instance by its own address. Of a plan
 * it is what is planned that counts. Nothing else of the document is kept: it holds keys.
 */
export interface TerraformRoute {
  /** Such as `module.hq.alicloud_vpn_gateway_vco_route.lan["office"]`. */
  readonly address: string;
  /** null, here and below: known only after apply. */
  readonly connectionId: string | null;
  readonly destination: string | null;
  readonly nextHop: string | null;
  readonly weight: number | null;
}

export interface TerraformRoutes {
  /** In the order in which Terraform lists them. */
  readonly routes: readonly TerraformRoute[];
  /** The connections of these routes, and of a plan's also those whose routes were there before it. */
  readonly connections: ReadonlySet<string>;
  /** False of a plan that failed, was made for some resources only, or defers changes to another one. */
  readonly isWhole: boolean;
}

const resourceType = 'alicloud_vpn_gateway_vco_route';

/** Throws nothing; a text says in what the document is neither state nor plan. */
export function terraformRoutes(document: unknown): TerraformRoutes | string {
  const { planned_values, values, resource_changes, complete, errored } = recordOf(document);
  const root = recordOf(planned_values ?? values).root_module;
  if (!isRecord(root)) return 'neither a state nor a plan of terraform show -json: it has no root module';
  const routes = resourcesIn(root).flatMap(routeIn);
  const before = listOf(resource_changes).flatMap(({ type, mode, change }) => {
    return isRoute(type, mode) ? [textOf(recordOf(recordOf(change).before).vpn_connection_id)] : [];
  });
  const ids = [...routes.map(({ connectionId }) => connectionId), ...before];
  return {
    routes,
    connections: new Set(ids.filter((id) => id !== null)),
    isWhole: complete !== false && errored !== true,
  };
}

function routeIn(resource: Tree): readonly TerraformRoute[] {
  const { address, type, mode } = resource;
  if (!isRoute(type, mode)) return [];
  const { vpn_connection_id, route_dest, next_hop, weight } = recordOf(resource.values);
  return [
    {
      address: typeof address === 'string' ? address : resourceType,
      connectionId: textOf(vpn_connection_id),
      destination: textOf(route_dest),
      nextHop: textOf(next_hop),
      weight: typeof weight === 'number' ? weight : null,
    },
  ];
}

function isRoute(type: unknown, mode: unknown): boolean {
  return type === resourceType && mode === 'managed';
}

/** Without recursion into a document that nests without end: what Terraform writes does not. */
function resourcesIn(root: Tree): readonly Tree[] {
  const modules = [root];
  for (const module of modules) modules.push(...listOf(module.child_modules));
  return modules.flatMap((module) => listOf(module.resources));
}

type Tree = { readonly [key: string]: unknown };

function listOf(value: unknown): readonly Tree[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function recordOf(value: unknown): Tree {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
