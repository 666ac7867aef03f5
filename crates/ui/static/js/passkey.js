// Passkeys: asks the library for a question, the device for an answer, and sends it as a form.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/// The library's question with its letters as bytes.
function read(key) {
  const ids = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...key,
    challenge: bytes(key.challenge),
    ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
    ...(key.excludeCredentials && { excludeCredentials: ids(key.excludeCredentials) }),
    ...(key.allowCredentials && { allowCredentials: ids(key.allowCredentials) }),
  };
}

/// The device's answer with its bytes as letters.
function write({ id, rawId, type, authenticatorAttachment, response, ...credential }) {
  const answer = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = text(response[part]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return { id, rawId: text(rawId), type, authenticatorAttachment, response: answer, clientExtensionResults: credential.extensions ?? {} };
}

async function ask(form) {
  const asked = await fetch(form.dataset.passkey, { method: "POST" });
  // Who has been here for a while is asked to prove again who they are: that is a page.
  if (asked.redirected) return location.assign(asked.url);
  if (!asked.ok) throw new Error(asked.status);
  const question = await asked.json();
  const publicKey = read(question.publicKey ?? question);
  const make = Boolean(publicKey.user);
  const credential = make ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const extensions = credential.getClientExtensionResults();
  form.elements.credential.value = JSON.stringify(write({ id, rawId, type, authenticatorAttachment, response, extensions }));
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = form.querySelector("[role=alert]");
      said.hidden = true;
      ask(form).catch(() => { said.hidden = false; });
    });
  }
}
