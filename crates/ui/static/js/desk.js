// The circulation desk by keyboard and scanner.
// - Anything with data-key="Alt 1" (a link or a button) is pressed by that key.
// - input[data-scan] stays in focus: what is typed elsewhere goes there.
// - Answers (data-key "Alt Y", "Alt T") are never pressed by Enter: scanners send Enter.
// - "/" goes to the search of the bar, "?" opens dialog[data-shortcuts]; both only while the scan box is
//   empty, so that a code may hold them.
import "./queue.js";

const scan = document.querySelector("input[data-scan]");
const search = document.querySelector(".find input");
const shortcuts = document.querySelector("dialog[data-shortcuts]");

const named = (event) =>
  event.key === "Escape" ? "Esc" : event.altKey ? "Alt " + (/^(Key|Digit)/.test(event.code) ? event.code.slice(-1) : event.key.toUpperCase()) : "";
const target = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
const isAnswer = (element) => /^Alt [YT]$/.test(element?.dataset?.key ?? "");
const isField = (element) => element?.matches?.("input, textarea, select, [contenteditable]");
const idle = () => !scan || (document.activeElement === scan ? scan.value === "" : !isField(document.activeElement));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  if (shortcuts?.open) return;
  const active = document.activeElement;

  if (event.key === "Enter" && isAnswer(active)) {
    event.preventDefault();
    scan?.focus();
    return;
  }
  if (event.key === "Escape" && (active === search || (active === scan && scan.value))) {
    event.preventDefault();
    if (active === scan) scan.value = "";
    scan?.focus();
    return;
  }
  const key = named(event);
  const pressed = key && target(key);
  if (pressed) {
    event.preventDefault();
    if (!event.repeat) pressed.click();
    return;
  }
  if (event.altKey || key) return;
  if (idle() && event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (idle() && event.key === "?" && shortcuts) {
    event.preventDefault();
    shortcuts.showModal();
  } else if (event.key.length === 1 && event.key !== " " && scan && !isField(active)) {
    scan.focus(); // The letter itself lands in the box.
  }
});

// A press on empty ground, or coming back to the window, leads back to the scan box.
document.addEventListener("click", (event) => {
  if (!event.target.closest("a, button, input, select, textarea, summary, label, dialog") && !String(getSelection())) scan?.focus();
});
addEventListener("focus", () => { if (!isField(document.activeElement)) scan?.focus(); });
shortcuts?.addEventListener("close", () => scan?.focus());

// Away from the desk itself, one Enter is one scan: a second press while the first is on its way is ignored. At the
// desk the queue takes every scan in its order.
const away = scan?.form?.matches(".scan") ? null : scan?.form;
away?.addEventListener("submit", (event) => {
  if (away.dataset.sent) return event.preventDefault();
  away.dataset.sent = "1";
});
addEventListener("pageshow", () => { if (away) delete away.dataset.sent; });
scan?.focus();
