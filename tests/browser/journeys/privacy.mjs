// What the library holds about somebody is theirs to see, to take along, to have put right, and to have forgotten.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const main = (page) => page.locator('main').textContent();
const PASSWORD = 'kabut-pagi-31';

/// Somebody new, with an account; their number.
async function newcomer(staff, name) {
  await staff.goto('/staf/anggota/baru');
  await staff.fill('[name=name]', name);
  await staff.fill('[name=village]', 'Kinilow');
  for (const [part, value] of [['day', '3'], ['month', '5'], ['year', '1991']]) await staff.fill(`[name=born_${part}]`, value);
  await go(staff, () => staff.locator('main form .btn').first().click());
  const code = staff.url().match(/A-\d+$/)[0];
  const form = staff.locator('form[action$="/akun"]');
  await form.locator('input:not([type=hidden])').first().fill(PASSWORD);
  await go(staff, () => form.locator('button').first().click());
  return code;
}

export default {
  'a member sees what is held and who looked, takes it along, and has it put right': async ({ open }) => {
    const staff = await open({ as: 'kepala', js: false });
    const code = await newcomer(staff, 'Grevanda Lontoh');
    const page = await open({ js: false, width: 360 });
    await page.goto('/masuk?return=/saya/privasi');
    await page.fill('#login', code);
    await page.fill('#password', PASSWORD);
    await go(page, () => page.press('#password', 'Enter'));
    assert.match(await main(page), /Grevanda Lontoh/);
    const file = await page.context().request.get('/saya/privasi/unduh');
    assert.equal(file.headers()['content-type'], 'application/zip');
    assert.equal((await file.body()).subarray(0, 2).toString(), 'PK');

    await page.selectOption('[name=kind]', 'correction');
    await go(page, () => page.locator('form[action="/saya/privasi"] button').click());
    assert.match(await page.title(), /^Galat/);
    await page.fill('[name=said]', 'Lahir 4 Mei 1991, bukan 3 Mei.');
    await go(page, () => page.locator('form[action="/saya/privasi"] button').click());
    assert.match(await main(page), /Jawaban paling lambat/);

    await staff.goto('/staf/privasi');
    await go(staff, () => staff.locator('main tbody a', { hasText: /./ }).first().click());
    assert.match(await main(staff), /bukan 3 Mei/);
    await staff.fill('[name=answer]', 'Tanggal lahir sudah diperbaiki.');
    await go(staff, () => staff.locator('button[value=done]').click());
    await page.goto('/saya/privasi');
    assert.match(await main(page), /Tanggal lahir sudah diperbaiki/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'whoever asks to be forgotten is, with a certificate, and is found nowhere': async ({ open }) => {
    const staff = await open({ as: 'kepala', js: false });
    const code = await newcomer(staff, 'Yudhistira Mamahit');
    await staff.goto('/staf/privasi');
    await staff.locator('details summary').first().click();
    await staff.fill('[name=code]', code);
    await staff.selectOption('[name=kind]', 'erasure');
    await go(staff, () => staff.locator('form[action="/staf/privasi"] button').click());
    const request = new URL(staff.url()).pathname;
    assert.match(await main(staff), /Yudhistira Mamahit/);
    await go(staff, () => staff.locator('form[action$="/hapus"] button').click());
    assert.doesNotMatch(await main(staff), /Mamahit/);
    const certificate = await staff.context().request.get(`${request}/berita-acara.pdf`);
    assert.equal((await certificate.body()).subarray(0, 4).toString(), '%PDF');
    for (const path of ['/staf/anggota?q=mamahit', '/staf/orang?q=mamahit', '/staf/audit']) {
      await staff.goto(path);
      assert.doesNotMatch(await main(staff), /Yudhistira/, path);
    }
    const gone = await staff.goto(`/staf/anggota/${code}`);
    assert.equal(gone.status(), 404);
    const page = await open({ js: false });
    await page.goto('/masuk');
    await page.fill('#login', code);
    await page.fill('#password', PASSWORD);
    await go(page, () => page.press('#password', 'Enter'));
    assert.match(page.url(), /\/masuk/);
    for (const one of [staff, page]) one.complaints = one.complaints.filter((line) => !/4(04|01|22)/.test(line));
  },
};
