import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Shown without the hub; everything it needs is in this list. */
const OFFLINE = ['/offline.html', '/offline.css', '/offline.js'];

/** Emits sw.js with the list of files of this build, so that a new build is a new cache. */
export function serviceWorker(): Plugin {
  let root = '.';
  return {
    name: 'proxima-service-worker',
    apply: 'build',
    configResolved: (config) => {
      root = config.root;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const assets = Object.keys(bundle)
          .filter((name) => name.startsWith('assets/') && !name.endsWith('.map'))
          .map((name) => `/${name}`)
          .sort();
        const files = [...OFFLINE, ...assets];
        const offline = OFFLINE.map((file) => readFileSync(join(root, 'public', file), 'utf8')).join('');
        const version = createHash('sha256').update(files.join('\n')).update(offline).digest('hex').slice(0, 12);
        const source = readFileSync(join(root, 'sw', 'sw.js'), 'utf8')
          .replace("'__VERSION__'", JSON.stringify(version))
          .replace("['__FILES__']", JSON.stringify(files));
        this.emitFile({ type: 'asset', fileName: 'sw.js', source });
      },
    },
  };
}
