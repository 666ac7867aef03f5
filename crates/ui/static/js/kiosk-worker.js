// Keeps the kiosk's pages on the tablet and gives them when the library cannot be reached. FILES stands before this, put
// there by the library; with it the name of the store changes. A tablet that was taken back finds nothing kept.
const PAGES = ["/kios", "/kios/rombongan"];
const STORE = `kios ${FILES.join(" ")}`;

async function fresh(path) {
  const page = await fetch(path, { cache: "reload" });
  const store = await caches.open(STORE);
  if (page.ok && !page.redirected) await store.put(path, page.clone());
  else if (page.status === 403) for (const kept of PAGES) await store.delete(kept);
  return page;
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const store = await caches.open(STORE);
    await store.addAll(FILES);
    for (const path of PAGES) if (!(await fresh(path)).ok) throw new Error("this is no kiosk");
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("kios ") && name !== STORE) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, search } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && PAGES.includes(pathname)) {
    const asked = search ? fetch(request) : fresh(pathname);
    event.respondWith(asked.catch(async () => (await caches.match(pathname)) ?? Response.error()));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
