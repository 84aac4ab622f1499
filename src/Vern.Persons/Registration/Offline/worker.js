// Keeps the empty page of questions, as nobody sees it, with its style and script, so that it opens without a signal. Nothing else is kept or answered.
const language = new URL(self.location).searchParams.get('lang');
const page = '/people/offline';
const shelf = 'vern-offline-1';

async function fill() {
  const answer = await fetch(`${page}?lang=${language}`, { credentials: 'omit', cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.clone().text();
  const parts = [...text.matchAll(/(?:href|src)="(\/(?:assets\/[^"]+|people\/offline\/script[^"]*))"/g)].map((found) => found[1]);
  const cache = await caches.open(shelf);
  await cache.addAll(parts.map((part) => new Request(part, { credentials: 'omit' })));
  await cache.put(page, answer);
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (event.request.mode === 'navigate' && url.pathname === page) {
    event.respondWith(fetch(event.request).then((answer) => { event.waitUntil(fill().catch(() => {})); return answer; }, () => caches.match(page)));
  } else if (url.pathname.startsWith('/assets/') || url.pathname === `${page}/script`) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
