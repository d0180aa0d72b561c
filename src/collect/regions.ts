/**
 * A region that the SDK or the documentation names. The list is fixed on purpose: a region becomes part of a host name.
 * Where a new one is missing here, `--endpoint` names its host.
 */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}-[a-z0-9-]{1,38}$/.test(text) && known.has(text);
}

/** What a baseline may name as its region; nothing else can become part of a path or a request. */
export function isRegionName(text: string): boolean {
  return text.length <= 40 && /^[a-z]{2}-[a-z]+(-[a-z0-9]+)*$/.test(text);
}

const known: ReadonlySet<string> = new Set(
  `
  cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou
  cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-zhongwei cn-wuhan-lr cn-zhengzhou-jva cn-hongkong
  ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 ap-southeast-6
  ap-southeast-7 ap-south-1 us-east-1 us-west-1 us-southeast-1 na-south-1 eu-central-1 eu-west-1 me-east-1 me-central-1
  cn-hangzhou-finance cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-beijing-finance-1 cn-beijing-finance-pop
  cn-hongkong-finance-pop cn-north-2-gov-1 cn-beijing-gov-1 cn-heyuan-acdr-1
  ap-northeast-2-pop cn-beijing-nu16-b01 cn-edge-1 cn-fujian cn-haidian-cm12-c01 cn-hangzhou-bj-b01
  cn-hangzhou-internal-prod-1 cn-hangzhou-internal-test-1 cn-hangzhou-internal-test-2 cn-hangzhou-internal-test-3
  cn-hangzhou-test-306 cn-huhehaote-nebula-1 cn-qingdao-nebula cn-shanghai-et15-b01 cn-shanghai-et2-b01
  cn-shanghai-inner cn-shanghai-internal-test-1 cn-shenzhen-inner cn-shenzhen-st4-d01 cn-shenzhen-su18-b01 cn-wuhan
  cn-yushanfang cn-zhangbei cn-zhangbei-na61-b01 cn-zhangjiakou-na62-a01 cn-zhengzhou-nebula-1 eu-west-1-oxs
  `
    .trim()
    .split(/\s+/),
);
