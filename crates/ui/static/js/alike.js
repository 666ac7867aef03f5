// Who might be the same, asked while a form is filled in:
// <form data-alike="/staf/orang/mirip"> … <div data-alike-here aria-live="polite"></div>
// The address answers the fields typed so far with a piece of a page, empty where nobody is alike. Without this
// module the same is asked when the form is sent.
const WAIT = 400;
const ASKED = ["kind", "name", "born_day", "born_month", "born_year", "phone"];

function attach(form) {
  const here = form.querySelector("[data-alike-here]");
  let timer, last = "", running;

  const typed = () => {
    const data = new FormData(form);
    const asked = new URLSearchParams();
    for (const name of ASKED)
      if (data.get(name)) asked.set(name, data.get(name).trim());
    // One word of a name, or half a number, is hundreds.
    const enough = /\S+\s+\S{2,}/.test(asked.get("name") ?? "") || (asked.get("phone") ?? "").replace(/\D/g, "").length >= 8;
    return enough ? asked.toString() : "";
  };
  const ask = async () => {
    const asked = typed();
    if (asked === last) return;
    last = asked;
    running?.abort();
    running = new AbortController();
    if (!asked) return here.replaceChildren();
    try {
      const answer = await fetch(`${form.dataset.alike}?${asked}`, { signal: running.signal });
      if (!answer.ok) return;
      const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
      // Whoever leaves to look comes back to what they typed.
      for (const link of piece.querySelectorAll("a")) link.target = "_blank";
      here.replaceChildren(...piece.body.childNodes);
    } catch {
      // Without an answer the form asks when it is sent.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}

document.querySelectorAll("form[data-alike]").forEach(attach);
