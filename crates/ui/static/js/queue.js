// What is scanned goes through a queue on this device (IndexedDB) on its way to the library, so that neither a lost
// connection, an ended session nor a closed tab loses a scan. With a connection a scan is one request and the desk
// answers as it does without this module. What was scanned without one goes out in its order, as commands with an id
// each; whatever the library cannot carry out then waits there for a person (/staf/meja/tinjauan).
const form = document.querySelector("form.scan");
// Drawn only while something waits here.
const area = document.querySelector("template[data-queue]")?.content.firstElementChild.cloneNode(true);
const box = form?.elements.kode;
const live = document.querySelector(".deskbar .live");
// What the library said of itself as it drew the page: that all is kept, or that its disk is full.
const told = live && { className: live.className, icon: live.querySelector("use").getAttribute("href"), text: live.lastChild.textContent };
const verdict = document.querySelector("main > form > .verdict");
const PATIENCE = 8000; // For an answer, in milliseconds.
const PAUSE = 4000; // Before trying again.
const FRESH = 600000; // What is older is no longer asked about on the screen.
const SHOWN = 40;
// What this page was drawn for. The library does nothing for a page once its desk has moved on.
const drawn = form?.elements.transaksi?.value;
// Which tab this is: others on this device share the queue, and may be at work with somebody else. It lasts from page to
// page; the copy of a tab finds it in use and takes another.
const layar = (() => {
  try {
    const known = sessionStorage.getItem("dipakai") ? null : sessionStorage.getItem("layar");
    const mine = known ?? uuid();
    sessionStorage.setItem("layar", mine);
    addEventListener("pageshow", () => sessionStorage.setItem("dipakai", "ya"));
    addEventListener("pagehide", () => sessionStorage.removeItem("dipakai"));
    return mine;
  } catch {
    return uuid(); // A browser that keeps nothing.
  }
})();

let database;
const opened = () => database ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("mapalus-meja", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("pindaian", { keyPath: "urut", autoIncrement: true });
    asked.result.createObjectStore("perangkat");
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = asked.onblocked = () => reject(asked.error);
});

async function within(store, mode, deed) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const asked = deed(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
const all = () => within("pindaian", "readonly", (store) => store.getAll());
const put = (scan) => within("pindaian", "readwrite", (store) => store.put(scan));
const forget = (scan) => within("pindaian", "readwrite", (store) => store.delete(scan.urut));

// A UUID of version 4; crypto.randomUUID is for secure connections only.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function device() {
  const known = await within("perangkat", "readonly", (store) => store.get("id"));
  if (known) return known;
  const made = uuid();
  await within("perangkat", "readwrite", (store) => store.put(made, "id"));
  return made;
}

const shell = form && "shell" in form.dataset;
let offline = shell || navigator.onLine === false;
let sending = false;
let timer;

async function draw() {
  const waiting = await all();
  const kept = waiting.filter((scan) => scan.luring || scan.ditolak);
  const shown = offline || kept.length > 0;
  if (!shown) area.remove();
  else if (!area.isConnected) form.after(area);
  if (verdict) verdict.parentNode.hidden = shown;
  const aside = document.querySelector("aside.member");
  // Whoever was at the desk may have been followed by somebody else.
  if (aside) aside.style.visibility = offline && kept.length > 0 ? "hidden" : "";
  area.querySelector("[data-count]").textContent = waiting.length;
  area.querySelector("table").hidden = waiting.length === 0;
  if (shown) document.querySelector("label[for=kode]").textContent = area.dataset.label;
  if (live) {
    live.className = shown ? "live warn" : told.className;
    live.querySelector("use").setAttribute("href", shown ? "#LuWifiOff" : told.icon);
    live.lastChild.textContent = shown ? `${area.dataset.offline} · ${waiting.length} ${area.dataset.pending}` : told.text;
  }
  const row = area.querySelector("template").content.firstElementChild;
  area.querySelector("tbody").replaceChildren(...waiting.slice(-SHOWN).reverse().map((scan) => {
    const line = row.cloneNode(true);
    line.querySelector("[data-kept]").hidden = !!scan.ditolak;
    line.querySelector("[data-rejected]").hidden = !scan.ditolak;
    line.querySelector(".code").textContent = scan.kode;
    line.querySelector(".ttlc").textContent = link(scan.mode)?.firstChild?.nextSibling?.textContent.trim() ?? scan.mode;
    line.querySelector("time").textContent = new Date(scan.waktu).toLocaleTimeString(document.documentElement.lang, { timeZone: area.dataset.zone });
    line.querySelector(".undo .vh").textContent = ` ${scan.kode}`;
    line.querySelector(".undo").addEventListener("click", () => forget(scan).then(draw).then(() => box.focus()));
    return line;
  }));
}

const link = (mode) => document.querySelector(`.modes [data-mode="${CSS.escape(mode)}"]`);
function turn(to) {
  document.querySelector(".modes [aria-current]")?.removeAttribute("aria-current");
  to.setAttribute("aria-current", "page");
  form.elements.mode.value = to.dataset.mode;
  box.focus();
}
const say = (text) => { area.querySelector("[data-help]").textContent = text; };

// Without a connection the desk itself obeys the command cards. True where there is nothing left to keep.
async function obeyed(code, waiting) {
  const card = code.toUpperCase();
  const to = document.querySelector(`.modes [data-code="${CSS.escape(card)}"]`);
  if (to) turn(to);
  else if (card === "%BATAL") {
    if (waiting.length) await forget(waiting.at(-1));
  } else if (card === "%YA" || card === "%TIDAK") say(area.dataset.needs);
  else return false;
  await draw();
  return true;
}

async function scanned(event) {
  event.preventDefault();
  const code = box.value.trim();
  if (!code) return;
  box.value = "";
  try {
    const waiting = await all();
    const luring = offline || waiting.some((scan) => scan.luring);
    if (luring && await obeyed(code, waiting)) return;
    const kelompok = waiting.findLast((scan) => scan.layar === layar)?.kelompok ?? uuid();
    const { mode } = form.elements;
    await put({ id: uuid(), layar, drawn, kelompok, waktu: Date.now(), mode: mode.value, kode: code, dasar: form.dataset.member, luring });
  } catch {
    // A browser that keeps nothing sends the scan as it would without this module.
    box.value = code;
    return form.submit();
  }
  await draw();
  send();
}

// Whether a scan is on its way from another tab, which hears the answer.
const abroad = (scan) => scan.layar !== layar && !scan.luring && Date.now() - scan.waktu < 2 * PATIENCE;

// What the library says to one scan: where to go on, "rejected", or nothing while it cannot be asked.
async function deliver(scan) {
  const direct = !scan.luring && !shell && scan.layar === layar && scan.drawn === drawn && Date.now() - scan.waktu < FRESH;
  const { id, kelompok, urut, waktu, mode, kode, dasar } = scan;
  const fields = direct
    ? { perintah: id, mode, kode, transaksi: form.elements.transaksi.value }
    : { id, perangkat: await device(), kelompok, urut, waktu, kini: Date.now(), mode, kode, dasar };
  const to = new URL(direct ? "/staf/meja" : "/staf/meja/luring", location);
  let answer;
  try {
    answer = await fetch(to, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return;
  }
  if (answer.ok && /json/.test(answer.headers.get("content-type"))) return { ...await answer.json(), direct };
  if (answer.redirected || answer.status === 401) {
    location.assign(`/masuk?return=${encodeURIComponent(`/staf/meja?mode=${form.elements.mode.value}`)}`);
    return { away: true };
  }
  if ([400, 403, 409, 413, 422].includes(answer.status)) return { rejected: true };
}

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  let next, late = 0;
  try {
    for (;;) {
      const waiting = (await all()).filter((scan) => !scan.ditolak);
      const scan = waiting.find((scan) => !abroad(scan));
      if (!scan) {
        if (waiting.length) timer = setTimeout(send, PAUSE);
        break;
      }
      const said = await deliver(scan);
      if (said?.away) return;
      if (!said) {
        offline = true;
        for (const lost of await all()) {
          if (lost.luring) continue;
          // Whom the page shows may not be whom the scans before this one brought to the desk.
          const dasar = lost.layar === layar && lost.drawn === drawn ? form.dataset.member : lost.dasar;
          await put({ ...lost, dasar, luring: true });
        }
        await draw();
        timer = setTimeout(send, PAUSE);
        return;
      }
      offline = false;
      if (said.rejected) await put({ ...scan, ditolak: true });
      else {
        await forget(scan);
        next = said.ke;
        if (!said.direct) late += 1;
        else if (said.transaksi !== form.elements.transaksi.value) {
          form.elements.transaksi.value = said.transaksi;
          form.dataset.member = "";
        }
      }
      await draw();
    }
  } finally {
    sending = false;
  }
  if (box.value) return; // Somebody is typing: the answer to that leads on.
  if (late) location.replace(`/staf/meja?mode=${form.elements.mode.value}&terkirim=${late}`);
  else if (next) location.replace(next);
}

// Whether the library answers again, asked while nothing waits.
async function back() {
  if ((await all()).some((scan) => !scan.ditolak)) return send();
  try {
    await fetch("/staf/meja/pekerja.js", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    timer = setTimeout(back, PAUSE);
    return;
  }
  offline = false;
  if (shell) location.replace(`/staf/meja?mode=${form.elements.mode.value}`);
  else draw();
}

if (form && area) {
  form.addEventListener("submit", scanned);
  addEventListener("offline", () => { offline = true; draw(); });
  addEventListener("online", back);
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.(".modes [data-mode]");
    if (!to || !offline) return;
    event.preventDefault();
    turn(to);
  });
  document.addEventListener("submit", (event) => {
    if (!offline || event.target === form) return;
    event.preventDefault();
    say(area.dataset.needs);
  });
  opened().then(async () => {
    // Opened from the device, the address says which mode was wanted.
    const to = shell && link(new URLSearchParams(location.search).get("mode") ?? "");
    if (to) turn(to);
    if (offline || (await all()).length) {
      await draw();
      back();
    }
  }).catch(() => {});
  navigator.serviceWorker?.register("/staf/meja/pekerja.js", { scope: "/staf/meja" }).catch(() => {});
}
