// Keeps the built files and the page shown without the hub. Answers of the API are never kept: old figures
// must not look like new ones.
const CACHE = `proxima-${'__VERSION__'}`;
const FILES = ['__FILES__'];
const OFFLINE = '/offline.html';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    event.respondWith(page(request));
  } else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname)) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});

/** The page as the hub sends it; without the hub, or with only a proxy left in front of it, the page that says so. */
async function page(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status !== 502 && answer.status !== 504) return answer;
  return (await caches.match(OFFLINE)) ?? answer ?? Response.error();
}

async function dropOldCaches() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('proxima-') && name !== CACHE).map((name) => caches.delete(name)),
  );
}
