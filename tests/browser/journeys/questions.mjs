// A questionnaire from the first question to its results, and whoever answers has no script, a narrow screen and no name.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();
const press = (page, name) => go(page, () => page.locator('main').getByRole('button', { name, exact: true }).click());
const quiet = (page) => { page.complaints = page.complaints.filter((line) => !line.includes('422')); };

/// Adds a question of a kind to the last section.
async function ask(page, kind, words, more = async () => {}) {
  await page.locator('select[name=jenis]').last().selectOption(kind);
  await go(page, () => page.locator('main').getByRole('button', { name: /^Tambah ?: / }).last().click());
  await page.fill('#ask_id', words);
  await more();
  await press(page, 'Simpan');
}

export default {
  'a survey is written without a programmer and answered step by step without a name': async ({ open }) => {
    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/kuesioner/baru');
    await staff.fill('#title_id', 'Survei uji coba');
    await staff.locator('#anonymous').check();
    await press(staff, 'Lanjut menyusun pertanyaan');
    assert.match(await text(staff), /Tambahkan setidaknya satu pertanyaan/);
    await staff.locator('summary', { hasText: 'Tambah bagian' }).click();
    await staff.fill('#title_id', 'Kunjungan');
    await go(staff, () => staff.locator('details[open] button[value=add-section]').click());
    await ask(staff, 'yes-no', 'Pernah berkunjung?');
    await ask(staff, 'one', 'Seberapa sering?', async () => {
      await press(staff, 'Simpan');
      assert.match(await text(staff), /Tulis setidaknya dua pilihan/);
      await staff.fill('#choices', 'Setiap minggu | Every week\nSetiap bulan');
      await staff.locator('main label', { hasText: 'Pernah berkunjung?: Ya' }).locator('input').check();
    });
    await staff.locator('summary', { hasText: 'Tambah bagian' }).click();
    await staff.fill('#title_id', 'Saran');
    await go(staff, () => staff.locator('details[open] button[value=add-section]').click());
    await ask(staff, 'long', 'Apa yang perlu diperbaiki?');
    assert.match(await text(staff), /Hanya bila jawaban nomor 1 adalah “Ya”/);
    await press(staff, 'Terbitkan');
    await press(staff, 'Buka');
    quiet(staff);
    const base = staff.url();
    const code = base.split('/').pop();

    const reader = await open({ js: false, width: 320, height: 640 });
    await reader.goto(`/tanya/${code}`);
    assert.match(await text(reader), /Jawaban ini tanpa nama/);
    await reader.waitForTimeout(4200);
    await press(reader, 'Lanjut');
    assert.match(await text(reader), /Jawab pertanyaan ini/);
    await reader.locator('main label', { hasText: /^Ya$/ }).locator('input').check();
    await press(reader, 'Lanjut');
    assert.match(await text(reader), /membuka pertanyaan berikut/);
    await reader.locator('main label', { hasText: 'Setiap bulan' }).locator('input').check();
    await press(reader, 'Lanjut');
    await reader.locator('textarea').fill('Lampu di ruang baca');
    await press(reader, 'Lanjut');
    assert.match(await text(reader), /Periksa jawaban[\s\S]*Setiap bulan[\s\S]*Lampu di ruang baca/);
    await press(reader, 'Kembali');
    assert.equal(await reader.locator('textarea').inputValue(), 'Lampu di ruang baca');
    await press(reader, 'Lanjut');
    await press(reader, 'Kirim jawaban');
    assert.match(await text(reader), /sudah kami terima, tanpa nama/);
    assert.ok(await reader.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing runs off the screen');
    quiet(reader);

    await staff.goto(`${base}/hasil`);
    assert.match(await text(staff), /Hasil tampil setelah ada 5 jawaban/);
    for (let sheet = 0; sheet < 4; sheet += 1) {
      await staff.goto(`${base}/kertas`);
      await staff.locator('main fieldset').first().locator('label', { hasText: 'Tidak' }).first().locator('input').check();
      await staff.locator('main textarea').fill(`Saran kertas ${sheet}`);
      await press(staff, 'Simpan dan lembar berikutnya');
    }
    assert.match(await text(staff), /sudah 5 jawaban/);
    await staff.goto(`${base}/hasil`);
    assert.match(await text(staff), /Saran kertas 3/);
    const table = await staff.request.get(`${base}/hasil.csv`);
    assert.equal((await table.text()).trim().split('\r\n').length, 6);
    const paper = await staff.request.get(`${base}/formulir`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    quiet(staff);
  },

  'a member is told what an assessment came to': async ({ open }) => {
    const staff = await open({ as: 'kepala' });
    await staff.goto('/staf/kuesioner?tujuan=assessment');
    await go(staff, () => staff.locator('main a', { hasText: 'Penilaian literasi digital dasar' }).click());
    const code = staff.url().split('/').pop();
    const reader = await open({ js: false, lang: 'id' });
    await reader.goto(`/tanya/${code}`);
    await reader.locator('main label', { hasText: 'empat kata acak' }).locator('input').check();
    await reader.locator('main label', { hasText: 'Alamat situsnya' }).locator('input').check();
    await reader.locator('main label', { hasText: 'Siapa yang mengirim' }).locator('input').check();
    await reader.locator('main label', { hasText: 'Hanya di ponsel' }).locator('input').check();
    await reader.waitForTimeout(4500);
    await press(reader, 'Kirim jawaban');
    assert.match(await text(reader), /8 dari 10: lulus/);
  },
};
