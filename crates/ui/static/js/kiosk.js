// The tablet at the door. Every scan and tap goes through a queue on the tablet (IndexedDB), so that neither a lost
// connection nor a closed browser loses one. What was made without a connection goes out in its order, each with its own
// id and time; the library counts each once.
const PATIENCE = 6000; // For an answer, in milliseconds.
const PAUSE = 5000; // Before trying again.
const box = document.querySelector("#kode");
const kept = document.querySelector("[data-kept]");
const note = document.querySelector("[data-waiting]");
const seconds = Number(document.querySelector("[data-back]")?.dataset.back ?? 8);
let database;
let timer;
let sending;

const opened = () => database ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("mapalus-kios", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("ketukan", { keyPath: "urut", autoIncrement: true });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = asked.onblocked = () => reject(asked.error);
});
async function within(mode, deed) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("ketukan", mode);
    const asked = deed(transaction.objectStore("ketukan"));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
const all = () => within("readonly", (store) => store.getAll());
const put = (tap) => within("readwrite", (store) => store.put(tap));
const forget = (tap) => within("readwrite", (store) => store.delete(tap.urut));

// A UUID of version 4; crypto.randomUUID is for secure connections only.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const ask = (to, fields) => fetch(to, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });

async function draw() {
  if (!note) return;
  const { length } = await all();
  note.hidden = length === 0;
  note.textContent = length ? `${length} ${note.dataset.text}` : "";
}

// Sends what waits, in its order; where the answer to `own` leads, or nothing while the library cannot be reached.
async function send(own) {
  clearTimeout(timer);
  let next;
  for (const tap of await all()) {
    let answer;
    try {
      answer = await ask("/kios", { ...tap.isi, kini: Date.now() });
    } catch {
      timer = setTimeout(flush, PAUSE);
      return;
    }
    // The tablet was taken back: what waits stays until somebody opens it again.
    if (answer.status === 403) return "/kios";
    if (answer.status >= 500 || answer.status === 429) {
      timer = setTimeout(flush, PAUSE);
      return;
    }
    const said = answer.ok ? await answer.json() : {};
    await forget(tap);
    if (tap.isi.id === own) next = said.ke ?? "/kios";
  }
  return next;
}
const flush = (own) => sending = (sending ?? Promise.resolve()).catch(() => {}).then(() => send(own)).finally(draw);

function welcome() {
  kept.hidden = false;
  for (const other of kept.parentNode.children) if (other !== kept && other !== note) other.inert = true;
  setTimeout(() => {
    if (location.pathname !== "/kios") return location.replace("/kios");
    kept.hidden = true;
    for (const other of kept.parentNode.children) other.inert = false;
    box?.focus();
  }, seconds * 1000);
}

async function tapped(event) {
  event.preventDefault();
  const form = event.target;
  const isi = Object.fromEntries(new FormData(form));
  if (isi.jenis === "kartu" && !isi.kode.trim()) {
    // A finger on the button instead of a card on the scanner: the number may be typed.
    box.inputMode = "text";
    box.focus();
    return;
  }
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  isi.id = uuid();
  isi.waktu = Date.now();
  try {
    await put({ isi });
  } catch {
    // A browser that keeps nothing sends it as it would without this module.
    return form.submit();
  }
  if (box) box.value = "";
  const next = await flush(isi.id);
  delete form.dataset.sent;
  if (next) return location.assign(next);
  form.reset();
  welcome();
}

for (const form of document.querySelectorAll("form[data-kios]")) form.addEventListener("submit", tapped);
for (const form of document.querySelectorAll("form[data-tambahan]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    try {
      const answer = await ask(form.action, { [name]: value });
      location.replace((await answer.json()).ke);
    } catch {
      location.replace("/kios");
    }
  });
}

// A scanner types wherever the focus is; the tablet's own keyboard stays away until somebody asks for it.
if (box) {
  box.inputMode = "none";
  box.focus();
  addEventListener("focus", () => box.focus());
  document.addEventListener("keydown", (event) => {
    if (event.target !== box && event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) box.focus();
  });
}

// Goes back by itself, later while somebody is still at it.
const back = document.querySelector("[data-return]");
const idle = document.querySelector("[data-idle]");
const rest = back ? Number(back.dataset.return) : Number(idle?.dataset.idle ?? 0);
if (rest) {
  let leave, warn;
  const again = () => {
    clearTimeout(leave);
    clearTimeout(warn);
    if (idle) {
      idle.hidden = true;
      warn = setTimeout(() => { idle.hidden = false; }, rest * 750);
    }
    leave = setTimeout(() => location.replace("/kios"), rest * 1000);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, again);
  again();
}

addEventListener("online", () => flush());
opened().then(() => flush()).catch(() => {});
navigator.serviceWorker?.register("/kios/pekerja.js", { scope: "/kios" }).catch(() => {});
