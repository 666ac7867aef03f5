import { readFileSync } from 'node:fs';

/// A whole PDF document: one empty page, as in the tests in Rust.
export const PDF = readFileSync(new URL('../../crates/trial/data/page.pdf', import.meta.url));

/// What the button of a form sends is answered with a PDF, which this browser would open and not keep.
export const paper = async (page, button) => {
  const { action, data } = await button.evaluate((pressed) => {
    const fields = new URLSearchParams(new FormData(pressed.form));
    if (pressed.name) fields.set(pressed.name, pressed.value);
    return { action: pressed.hasAttribute('formaction') ? pressed.formAction : pressed.form.action, data: String(fields) };
  });
  return page.request.post(action, { headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, data });
};
