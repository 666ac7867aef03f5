// Keeps the desk's page on the device and gives it when the library cannot be reached. FILES stands before this, put
// there by the library; with it the name of the store changes, so that a new version replaces the old one whole.
const SHELL = "/staf/meja/luring";
const STORE = `meja ${FILES.join(" ")}`;

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const store = await caches.open(STORE);
    await store.addAll(FILES);
    const page = await fetch(SHELL, { cache: "reload" });
    if (!page.ok || page.redirected) throw new Error("nobody is signed in");
    await store.put(SHELL, page);
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("meja ") && name !== STORE) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === "/staf/meja") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(SHELL)) ?? Response.error()));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
