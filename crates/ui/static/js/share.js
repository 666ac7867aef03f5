// Passes a page on: shows the buttons that need modules, where the browser can do what they say.
// <button data-copy="field" data-done="Copied" hidden> copies a field;
// <button data-share="address" data-text="Title" hidden> opens the device's own sheet.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Plain HTTP has no clipboard of its own: the old way, else the selected text waits for Ctrl C.
      if (!document.execCommand("copy")) return;
    }
    button.querySelector("[role=status]").textContent = button.dataset.done;
  });
}
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.text, text: button.dataset.text, url: button.dataset.share }).catch(() => {}));
}
