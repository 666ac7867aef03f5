// Suggestions under a search box: the ARIA 1.2 combobox with a listbox popup.
// <input data-suggest="/katalog/saran" data-some="% saran" data-none="Tidak ada saran">
// The address answers ?q= with [{ "text": "Laskar Pelangi", "note": "Judul", "href": "/katalog/12" }];
// note and href may be missing. Without href a suggestion fills the box and searches.
const WAIT = 180;

function attach(input) {
  const box = document.createElement("span");
  const list = document.createElement("ul");
  const live = document.createElement("span");
  box.className = "suggest";
  list.id = input.id + "-saran";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  live.className = "vh";
  live.setAttribute("role", "status");
  input.replaceWith(box);
  box.append(input, list, live);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);

  let items = [], at = -1, timer, asked = "", typed = input.value;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (n) => {
    at = n;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", i === n));
    if (n < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[n].id);
    input.value = n < 0 ? typed : items[n].text;
  };
  const choose = (n) => {
    input.value = items[n].text;
    if (items[n].href) location.assign(items[n].href);
    else input.form.requestSubmit();
    close();
  };
  const show = () => {
    list.replaceChildren(...items.map((item, i) => {
      const li = document.createElement("li");
      li.id = list.id + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      li.append(item.text);
      if (item.note) {
        const note = document.createElement("small");
        note.append(item.note);
        li.append(note);
      }
      li.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(i); });
      return li;
    }));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    live.textContent = items.length ? input.dataset.some.replace("%", items.length) : input.dataset.none;
  };
  const ask = async () => {
    const q = input.value.trim();
    asked = q;
    if (q.length < 2) return close();
    try {
      const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(q), { headers: { accept: "application/json" } });
      if (!answer.ok || asked !== q) return;
      items = await answer.json();
      if (asked === q && document.activeElement === input) show();
    } catch {
      close(); // No line: the box searches as it always does.
    }
  };

  input.addEventListener("input", () => {
    typed = input.value;
    at = -1;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) return void ask();
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + 1 + step + items.length + 1) % (items.length + 1) - 1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      mark(-1);
      close();
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      choose(at);
    }
  });
  input.addEventListener("blur", () => { clearTimeout(timer); asked = ""; close(); });
}

// Data savers are not asked letter by letter.
if (!("saver" in document.documentElement.dataset) && !navigator.connection?.saveData)
  document.querySelectorAll("input[data-suggest]").forEach(attach);
