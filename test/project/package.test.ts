import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { runBin } from '../cli/bin.ts';
import { inFolder } from '../cli/fixture.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** As `npm publish` packs it, of what is built here. */
async function pack(folder: string): Promise<Packed> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
  });
  return JSON.parse(stdout)[0];
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/**
 * What `npm install` of the tarball makes in an empty folder, without the network: the package, and links to those that
 * it depends on. Those that are for development alone are not there.
 */
async function install(tarball: string, folder: string): Promise<string> {
  const home = join(folder, 'node_modules', 'route-drift');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  const lock: Lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const needed = Object.entries(lock.packages).filter(
    ([path, { dev }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && dev !== true,
  );
  for (const [path] of needed) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(root, path), join(folder, path));
  }
  const { bin } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  return join(home, bin['route-drift']);
}

test('the package, unpacked in an empty folder, audits the sample network', async () => {
  await inFolder({}, async (cwd) => {
    const { filename } = await pack(cwd);
    const main = await install(join(cwd, filename), cwd);
    const ran = await runBin(['audit', '--embedded', '-o', 'json'], { cwd, main });
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'drifted', totals: { connections: 6 } });
    expect(await runBin(['validate', 'node_modules/route-drift/baselines'], { cwd, main })).toMatchObject({
      exitCode: 0,
    });
  });
}, 120_000);

test('the package holds what its users need, and nothing else', async () => {
  await inFolder({}, async (cwd) => {
    const paths = (await pack(cwd)).files.map(({ path }) => path);
    const needed =
      /^(package\.json|README\.md|LICENSE|baselines\/[\w-]+\.yaml|schemas\/[\w-]+\.schema\.json|docs\/[\w-]+\.md|src\/emulator\/sample-network\.yaml|dist\/bundle\/main\.js|dist\/bundle\/chunks\/[\w-]+\.js|dist\/bundle\/[\w-]+\.js|dist\/validators\/[\w-]+\.cjs)$/;
    expect(paths.filter((path) => !needed.test(path))).toEqual([]);
    for (const path of [
      'README.md',
      'LICENSE',
      'baselines/hq-hangzhou.yaml',
      'schemas/audit-result.schema.json',
      'dist/bundle/main.js',
    ]) {
      expect(paths).toContain(path);
    }
  });
});

test('it may be published', async () => {
  expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).not.toHaveProperty('private');
});
