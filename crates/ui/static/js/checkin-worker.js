// Keeps the page of the session one stands at on this device and gives it when the library cannot be reached. FILES stands
// before this, put there by the library; with it the name of the store changes. Only one page is kept, and none for whoever
// has signed out.
const STORE = `hadir ${FILES.join(" ")}`;
const PAGE = /^\/staf\/kehadiran\/[0-9a-f-]{36}$/;

async function fresh(request, path) {
  const page = await fetch(request);
  const store = await caches.open(STORE);
  for (const kept of await store.keys()) if (PAGE.test(new URL(kept.url).pathname)) await store.delete(kept);
  if (page.ok && !page.redirected) await store.put(path, page.clone());
  return page;
}

addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("hadir ") && name !== STORE) await caches.delete(name);
    await clients.claim();
    // The page it was registered from was fetched before it: from now on that one is kept as well.
    for (const { url } of await clients.matchAll({ type: "window" })) {
      const { pathname } = new URL(url);
      if (PAGE.test(pathname)) await fresh(pathname, pathname).catch(() => {});
    }
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && PAGE.test(pathname)) {
    event.respondWith(fresh(request, pathname).catch(async () => (await caches.match(pathname)) ?? Response.error()));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
