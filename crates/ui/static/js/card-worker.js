// Keeps the card's page on the device and gives it when the library cannot be reached. FILES stands before this, put
// there by the library; with it the name of the store changes. Whoever is no longer signed in finds nothing kept.
const CARD = "/saya/kartu";
const STORE = `kartu ${FILES.join(" ")}`;

async function fresh(request) {
  const page = await fetch(request);
  const store = await caches.open(STORE);
  if (page.ok && !page.redirected && page.type === "basic") await store.put(CARD, page.clone());
  else if (page.redirected || page.type === "opaqueredirect" || page.status === 401) await store.delete(CARD);
  return page;
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const store = await caches.open(STORE);
    await store.addAll(FILES);
    const page = await fetch(CARD, { cache: "reload" });
    if (!page.ok || page.redirected) throw new Error("nobody is signed in");
    await store.put(CARD, page);
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("kartu ") && name !== STORE) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === CARD) {
    event.respondWith(fresh(request).catch(async () => (await caches.match(CARD)) ?? Response.error()));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
