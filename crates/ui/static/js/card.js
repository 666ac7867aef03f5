// Keeps the card on this telephone when its owner says so, and takes it away again; nothing is kept unasked, since
// telephones are borrowed. Signing out from here takes it away too.
const WORKER = "/saya/kartu/pekerja.js";
const SCOPE = "/saya/kartu";
const keep = document.querySelector("[data-card-keep]");
const drop = document.querySelector("[data-card-drop]");

async function show() {
  const kept = await navigator.serviceWorker.getRegistration(SCOPE);
  const here = !!kept && new URL(kept.scope).pathname === SCOPE;
  keep.hidden = here;
  drop.hidden = !here;
  document.querySelector("[data-card-help]").hidden = here;
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("kartu ")) await caches.delete(name);
  const kept = await navigator.serviceWorker.getRegistration(SCOPE);
  if (kept && new URL(kept.scope).pathname === SCOPE) await kept.unregister();
}

if (navigator.serviceWorker && keep) {
  keep.addEventListener("click", async () => {
    await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
    await show();
  });
  drop.addEventListener("click", () => forget().then(show));
  for (const form of document.querySelectorAll("form[action='/keluar']")) form.addEventListener("submit", forget);
  show();
}
