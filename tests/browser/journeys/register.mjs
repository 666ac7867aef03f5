// A class becomes members from a pasted list; a person gets a photo; whoever is known already is noticed while typing.
import assert from 'node:assert/strict';
import { paper } from '../paper.mjs';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));

export default {
  'a class is pasted, looked at, registered and its cards stand ready': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360 });
    await page.goto('/staf/anggota/kelas');
    await page.fill('#list', 'Nama\tTanggal lahir\tL/P\tKelas\tKelurahan\nTirza Contoh\t17/03/2014\tP\t7A\tKinilow\nEwal Contoh\t31/12/2013\tL\t7A\tRurukan\nTanpa Tanggal\t\tL\t7A\tKinilow');
    await go(page, () => page.locator('main form .btn').click());
    let text = await page.locator('main').textContent();
    assert.match(text, /Daftarkan 2 anggota/);
    assert.match(text, /Tanggal lahir kosong/);
    assert.match(text, /belum 18 tahun/);
    await go(page, () => page.locator('main form button.btn').click());
    text = await page.locator('main').textContent();
    assert.match(text, /2 anggota baru/);
    assert.match(text, /persetujuan/i);
    assert.equal(await page.locator('input[name=kode]').count(), 2);
    const cards = await paper(page, page.locator('button[value=lembar]'));
    assert.equal(cards.headers()['content-type'], 'application/pdf');
  },

  'a school confirms the consent of parents for a whole class, child by child or for all, and a slip is taken back': async ({ open }) => {
    for (const [js, width, class_] of [[true, 1366, '8X'], [false, 360, '8Y']]) {
      const page = await open({ as: 'kepala', js, width });
      const main = () => page.locator('main').textContent();
      await page.goto('/staf/anggota/kelas');
      const school = await page.locator('#daftar-sekolah option').first().getAttribute('value');
      const [one, other] = js ? ['Keziah Contoh', 'Natan Contoh'] : ['Marlen Contoh', 'Yosafat Contoh'];
      await page.fill('#list', `Nama\tTanggal lahir\tKelas\tKelurahan\n${one}\t${js ? 18 : 21}/03/2014\t${class_}\tKinilow\n${other}\t${js ? 30 : 29}/12/2013\t${class_}\tRurukan`);
      await page.fill('[name=school]', school);
      await go(page, () => page.locator('main form .btn').click());
      await go(page, () => page.locator('main form button.btn').first().click());
      await go(page, () => page.getByRole('link', { name: 'Catat persetujuan dari sekolah' }).click());
      assert.match(await main(), new RegExp(one));
      const form = page.locator('main form.form');
      await go(page, () => form.getByRole('button', { name: 'Simpan persetujuan' }).click());
      assert.match(await page.title(), /^Galat/, 'nothing without evidence and a name');
      await page.fill('[name=by]', 'Ibu Kepala Contoh');
      await page.fill('[name=evidence]', 'surat orang tua, map 8');
      const boxes = page.locator('input[name=anak]');
      for (let n = 0; n < await boxes.count(); n += 1) await boxes.nth(n).setChecked((await boxes.nth(n).getAttribute('aria-label')) === one);
      await go(page, () => form.getByRole('button', { name: 'Simpan persetujuan' }).click());
      assert.match(await main(), /Persetujuan untuk 1 anak disimpan/);
      assert.equal(await page.locator(`input[aria-label="${one}"]`).count(), 0);
      assert.equal(await page.locator(`input[aria-label="${other}"]`).count(), 1, 'whose letter is missing waits on');
      await go(page, () => page.locator('.flash button').first().click());
      assert.equal(await page.locator(`input[aria-label="${one}"]`).count(), 1);
      page.complaints = page.complaints.filter((line) => !line.includes('422'));
    }
  },

  'a photo of a member stands on their page and at the desk': async ({ open, town }) => {
    const page = await open({ as: 'kepala' });
    await page.goto(`/staf/anggota/${town.member}`);
    await go(page, () => page.locator('main a', { hasText: 'foto' }).click());
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 400 } });
    await page.locator('#foto summary').click();
    await page.setInputFiles('#photo', { name: 'foto.png', mimeType: 'image/png', buffer: png });
    await go(page, () => page.locator('#foto form .btn').click());
    const drawn = () => page.locator('img.portrait').evaluate((image) => image.complete && image.naturalWidth);
    assert.ok((await drawn()) > 0);
    await page.goto(`/staf/anggota/${town.member}`);
    assert.ok((await drawn()) > 0);
    await page.goto(`/staf/meja?anggota=${town.member}`);
    await go(page, () => page.press('#kode', 'Enter'));
    assert.ok((await drawn()) > 0);
  },

  'whoever is known already is noticed while the form is filled in': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto(`/staf/anggota/${town.member}`);
    const name = await page.locator('h1').textContent();
    await page.goto('/staf/anggota/baru');
    await page.locator('[name=name]').pressSequentially(name);
    const link = page.locator('[data-alike-here] a', { hasText: name });
    await link.waitFor();
    assert.match(await link.getAttribute('href'), /^\/staf\/orang\//);
    await page.fill('[name=name]', 'Zxqv');
    await page.waitForFunction(() => !document.querySelector('[data-alike-here]').firstChild);
  },
};
