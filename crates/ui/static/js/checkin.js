// At the door of a session. Every note goes through a queue on this device (IndexedDB), so that neither a lost connection nor
// a closed tab loses one. What was noted without a connection goes out in its order, each with its own id and time; the
// library counts each person once. What it cannot take stays here for somebody to look at.
const PATIENCE = 8000; // For an answer, in milliseconds.
const PAUSE = 5000; // Before trying again.
const note = document.querySelector("[data-waiting]");
const odd = document.querySelector("[data-odd]");
let database;
let timer;
let sending;

const opened = () => database ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("mapalus-hadir", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("catatan", { keyPath: "urut", autoIncrement: true });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = asked.onblocked = () => reject(asked.error);
});
async function within(mode, deed) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("catatan", mode);
    const asked = deed(transaction.objectStore("catatan"));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
const all = () => within("readonly", (store) => store.getAll());
const put = (one) => within("readwrite", (store) => store.put(one));
const forget = (one) => within("readwrite", (store) => store.delete(one.urut));

// A UUID of version 4; crypto.randomUUID is for secure connections only.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function draw() {
  const kept = await all();
  const waiting = kept.filter((one) => !one.ditolak);
  note.hidden = waiting.length === 0;
  note.querySelector("[data-count]").textContent = waiting.length;
  const rejected = kept.filter((one) => one.ditolak);
  odd.hidden = rejected.length === 0;
  const row = odd.querySelector("template").content.firstElementChild;
  odd.querySelector("ul").replaceChildren(...rejected.map((one) => {
    const line = row.cloneNode(true);
    line.querySelector("[data-what]").textContent = one.isi.kode ?? one.isi.name ?? "";
    line.querySelector("button").addEventListener("click", () => forget(one).then(draw));
    return line;
  }));
  // Whoever was noted here and is on the way to the library is here.
  const codes = new Set(waiting.map((one) => one.isi.kode));
  for (const form of document.querySelectorAll("form[data-hadir]")) {
    const code = form.elements.kode;
    if (code?.type === "hidden") form.querySelector("button").disabled = codes.has(code.value);
  }
}

// Sends what waits, in its order; where the answer to `own` leads, or nothing while the library cannot be reached.
async function send(own) {
  clearTimeout(timer);
  let next;
  for (const one of (await all()).filter((one) => !one.ditolak)) {
    const fields = one.isi.id === own ? one.isi : { ...one.isi, waktu: one.waktu, kini: Date.now() };
    let answer;
    try {
      answer = await fetch(one.ke, { method: "POST", body: new URLSearchParams(fields), signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      timer = setTimeout(again, PAUSE);
      return;
    }
    if (answer.status >= 500 || answer.status === 429) {
      timer = setTimeout(again, PAUSE);
      return;
    }
    if (answer.status === 401 || new URL(answer.url).pathname === "/masuk") {
      location.assign(`/masuk?return=${encodeURIComponent(location.pathname)}`);
      return;
    }
    if (answer.ok) {
      await forget(one);
      next = answer.url;
    } else if (one.isi.id === own) {
      await forget(one);
      return "form";
    } else await put({ ...one, ditolak: true });
  }
  return next;
}
const flush = (own) => sending = (sending ?? Promise.resolve()).catch(() => {}).then(() => send(own)).finally(draw);
// Once what waited is there, the page shows who is here.
const again = () => flush().then((next) => next && location.reload());

async function noted(event) {
  event.preventDefault();
  const form = event.target;
  const isi = Object.fromEntries(new FormData(form));
  const code = form.elements.kode;
  if (code && !isi.kode.trim()) return code.focus();
  isi.id = uuid();
  try {
    await put({ ke: form.action, isi, waktu: Date.now() });
  } catch {
    // A browser that keeps nothing sends it as it would without this module.
    return form.submit();
  }
  const next = await flush(isi.id);
  // What is wrong is said on the page the library draws.
  if (next === "form") return form.submit();
  if (next) return location.assign(next);
  form.reset();
  await draw();
}

// A phone reads the codes of tickets with its camera, where its browser can: one after the other, each once while it is held
// up, until the camera is put away.
const camera = document.querySelector("[data-camera]");
const view = document.querySelector("[data-view]");
const SEEN = "mapalus-kamera";
async function watch() {
  const eye = new BarcodeDetector({ formats: ["qr_code"] });
  view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  view.hidden = false;
  await view.play();
  sessionStorage.setItem(SEEN, sessionStorage.getItem(SEEN) ?? "");
  const form = camera.form;
  const look = async () => {
    if (view.hidden) return;
    const [found] = await eye.detect(view).catch(() => []);
    if (found && found.rawValue !== sessionStorage.getItem(SEEN)) {
      sessionStorage.setItem(SEEN, found.rawValue);
      form.elements.kode.value = found.rawValue;
      form.requestSubmit();
    }
    setTimeout(look, 250);
  };
  look();
}
function putAway() {
  sessionStorage.removeItem(SEEN);
  view.srcObject?.getTracks().forEach((track) => track.stop());
  view.hidden = true;
}
if (camera && "BarcodeDetector" in window && navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", () => view.hidden ? watch().catch(putAway) : putAway());
  if (sessionStorage.getItem(SEEN) !== null) watch().catch(putAway);
}

if (note && odd) {
  for (const form of document.querySelectorAll("form[data-hadir]")) form.addEventListener("submit", noted);
  addEventListener("online", again);
  opened().then(async () => {
    await draw();
    if ((await all()).some((one) => !one.ditolak)) await again();
  }).catch(() => {});
  navigator.serviceWorker?.register("/staf/kehadiran/pekerja.js", { scope: "/staf/kehadiran" }).catch(() => {});
}
