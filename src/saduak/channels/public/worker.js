// Keeps the checker of licences on a phone: its page, the published keys and the list of statuses. With network every
// page comes from the server; without, the kept page reads the code in the address. GIVEN is put before this by the
// server: the release, the page, its files and the data.
const OURS = `saduak-checker ${GIVEN.page} `;
const KEPT = OURS + GIVEN.release;
const MOST_SECONDS = 8;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const kept = await caches.open(KEPT);
    await kept.addAll([GIVEN.page, ...GIVEN.files, ...GIVEN.data].map((each) => new Request(each, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(OURS) && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

const found = async (what) => (await caches.open(KEPT)).match(what, { ignoreVary: true });
const fresh = (request) => fetch(request, { signal: AbortSignal.timeout(MOST_SECONDS * 1000) });

const page = async (request) => {
  try {
    return await fresh(request);
  } catch {
    return found(GIVEN.page);
  }
};

const data = async (request) => {
  try {
    const answer = await fresh(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request.url, answer.clone());
    return answer;
  } catch {
    return (await found(request.url)) ?? Response.error();
  }
};

const file = async (request) => (await found(request.url)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (GIVEN.data.includes(pathname)) event.respondWith(data(request));
  else if (GIVEN.files.includes(pathname)) event.respondWith(file(request));
});
