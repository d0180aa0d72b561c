/** Documents as `terraform show -json` writes them, format version 1.2, cut down to what matters here. */
type Values = Readonly<Record<string, unknown>>;

function resource(address: string, values: Values, type = 'alicloud_vpn_gateway_vco_route', mode = 'managed') {
  const [, , index] = /^(.*)\[(.*)\]$/.exec(address) ?? [];
  const name = address.split('.').at(-1)?.replace(/\[.*/, '');
  const provider_name = 'registry.terraform.io/aliyun/alicloud';
  const at = index === undefined ? {} : { index: JSON.parse(index) };
  return { address, mode, type, name, ...at, provider_name, schema_version: 0, values, sensitive_values: {} };
}

const hq = 'vco-bp1hq';
const route = (route_dest: string, weight: number, connection: string = hq): Values => ({
  ...{ id: `${connection}:${connection}:${route_dest}:${weight}`, next_hop: connection, overlay_mode: 'Ipsec' },
  ...{ route_dest, status: 'published', timeouts: null, vpn_connection_id: connection, weight },
});

const type = 'alicloud_vpn_gateway_vco_route';
const attachment = { id: hq, vpn_attachment_name: 'hq', ike_config: [{ psk: 'PLANTED-SECRET' }] };

/** A resource of the root, two of `count`, two of `for_each` in a module, one in a module of a module, a data source. */
const root_module = {
  resources: [
    resource('alicloud_vpn_gateway_vpn_attachment.hq', attachment, 'alicloud_vpn_gateway_vpn_attachment'),
    resource(`${type}.server`, route('192.168.50.0/24', 100)),
    resource(`${type}.lan[0]`, route('192.168.10.0/24', 100)),
    resource(`${type}.lan[1]`, route('192.168.20.0/24', 0)),
    resource(`data.${type}.others`, route('10.9.0.0/16', 100), type, 'data'),
  ],
  child_modules: [
    {
      address: 'module.branch',
      resources: [
        resource(`module.branch.${type}.r["a.b"]`, route('10.2.0.0/16', 100, 'vco-branch')),
        resource(`module.branch.${type}.r["c"]`, route('10.1.0.0/16', 100, 'vco-branch')),
      ],
      child_modules: [
        {
          address: 'module.branch.module.deep',
          resources: [resource(`module.branch.module.deep.${type}.r`, route('10.3.0.0/16', 0, 'vco-branch'))],
        },
      ],
    },
  ],
};

export const state = { format_version: '1.0', terraform_version: '1.9.8', values: { outputs: {}, root_module } };

/** A plan: `values` of what is there are in prior_state, those that are planned lack what is known only after apply. */
export function plan(...planned: readonly { readonly address: string; readonly values: Values }[]) {
  const resources = planned.map(({ address, values }) => resource(address, values));
  return {
    ...{ format_version: '1.2', terraform_version: '1.9.8', variables: {}, prior_state: state },
    planned_values: { root_module: { resources } },
    resource_changes: resources.map(({ address, values }) => ({
      ...{
        address,
        mode: 'managed',
        type,
        change: { actions: ['create'], before: null, after: values, after_unknown: { id: true } },
      },
    })),
    configuration: { provider_config: {}, root_module: {} },
  };
}
