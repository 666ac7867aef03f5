// What memberships stand on: a basis with its way back, vouchers from the sponsor to the card, kinds of membership,
// a new school year, and paper.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const main = (page) => page.locator('main').textContent();

/// The first partner whose name contains `word`.
async function partner(page, word) {
  await page.goto('/staf/mitra-keanggotaan');
  return page.locator('main tbody a', { hasText: word }).first().getAttribute('href');
}

export default {
  'a basis is added with its evidence, taken back, and a membership says why it counts': async ({ open }) => {
    for (const [js, width] of [[true, 1366], [false, 360]]) {
      const page = await open({ as: 'meja', js, width });
      await page.goto('/staf/anggota/A-00012');
      assert.match(await main(page), /Berlaku hari ini karena|Tidak berlaku hari ini/);
      await go(page, () => page.getByRole('link', { name: 'Tambah dasar' }).click());
      await page.check('input[name=ground][value=need]');
      await go(page, () => page.getByRole('button', { name: 'Tambah dasar' }).click());
      assert.match(await page.title(), /^Galat/);
      await page.fill('[name=evidence]', 'keputusan kepala perpustakaan');
      await go(page, () => page.getByRole('button', { name: 'Tambah dasar' }).click());
      assert.match(await main(page), /keputusan kepala perpustakaan/);
      await go(page, () => page.locator('.flash button').click());
      assert.doesNotMatch(await main(page), /keputusan kepala perpustakaan/);
      page.complaints = page.complaints.filter((line) => !line.includes('422'));
    }
  },

  'vouchers go from the sponsor to paper, to the desk and to somebody who registers': async ({ open }) => {
    const staff = await open({ as: 'kepala', js: false });
    const base = await partner(staff, 'Bunga');
    await staff.goto(`${base}/voucer`);
    await staff.fill('[name=count]', '3');
    const to = new Date(Date.now() + 20 * 86_400_000);
    for (const [part, value] of [['day', to.getDate()], ['month', to.getMonth() + 1], ['year', to.getFullYear()]]) {
      await staff.fill(`[name=until_${part}]`, String(value));
    }
    await go(staff, () => staff.locator('main form button').first().click());
    assert.match(await main(staff), /3 voucer dibuat/);
    const [first, second] = await staff.locator('main tbody input').evaluateAll((boxes) => boxes.map((box) => box.value));
    const paper = await staff.request.get(`${new URL(staff.url()).pathname}/cetak.pdf`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');

    await staff.goto('/staf/anggota/A-00020');
    await staff.getByText('Tukarkan voucer').first().click();
    await staff.fill('form[action$="/voucer"] [name=voucher]', first.toLowerCase());
    await go(staff, () => staff.locator('form[action$="/voucer"] button').click());
    assert.match(await main(staff), /Voucer mitra: PT Contoh Bunga/);

    const page = await open({ js: false, width: 360 });
    await page.goto(`/gabung?kode=${first}`);
    await page.fill('[name=name]', 'Ester Contoh');
    for (const [part, value] of [['day', '5'], ['month', '8'], ['year', '1991']]) await page.fill(`[name=born_${part}]`, value);
    await go(page, () => page.locator('main form button').first().click());
    assert.match(await main(page), /sudah ditukarkan/);
    await page.fill('[name=voucher]', second);
    await go(page, () => page.locator('main form button').first().click());
    await go(page, () => page.locator('main form button').first().click());
    assert.match(await main(page), new RegExp(second));
    await page.check('[name=agree]');
    await page.waitForTimeout(4_200);
    await go(page, () => page.locator('main form button').first().click());
    assert.match(await main(page), /A-\d{5}/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a kind of membership is added, looked at and closed': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/jenis-anggota/baru');
    await page.fill('[name=code]', 'mahasiswa');
    await page.fill('[name=name]', 'Mahasiswa');
    await page.fill('[name=name_en]', 'Student');
    await go(page, () => page.locator('button[value=keep]').click());
    assert.match(await main(page), /Mahasiswa/);
    await page.goto('/staf/jenis-anggota/dewasa');
    await page.check('[name=closed]');
    await page.fill('[name=age_from]', '60');
    await go(page, () => page.locator('button[value=look]').click());
    assert.match(await main(page), /Anggota dengan jenis ini: \d+/);
    assert.ok((await page.locator('.flash a').count()) > 0, 'those who do not fit are named');
    await page.goto('/staf/jenis-anggota/mahasiswa');
    await page.check('[name=closed]');
    await go(page, () => page.locator('button[value=keep]').click());
    assert.match(await main(page), /tidak menerima anggota baru/);
    const english = await open({ as: 'kepala', js: false, lang: 'en' });
    await english.goto('/staf/jenis-anggota');
    assert.match(await main(english), /Student/);
  },

  'a list with unknown headings is read as people say, applied, and taken back': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    const base = await partner(page, 'Bunga');
    await page.goto(base);
    const list = 'Yang ikut;Hari jadi\nTimotius Contoh;17/03/1992\n';
    await page.setInputFiles('#file', { name: 'pegawai.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
    await go(page, () => page.locator('form[action$="/daftar"] button').click());
    assert.match(await main(page), /tidak seluruhnya dikenal/);
    await page.selectOption('select[name=k-first]', '1');
    await page.selectOption('select[name=k-name]', '0');
    await page.selectOption('select[name=k-born]', '1');
    await go(page, () => page.getByRole('button', { name: 'Lihat lagi' }).click());
    assert.match(await main(page), /Timotius Contoh/);
    await go(page, () => page.getByRole('button', { name: 'Terapkan' }).click());
    assert.match(await main(page), /Timotius Contoh/);
    await go(page, () => page.getByRole('button', { name: 'Batalkan daftar terakhir' }).click());
    assert.match(await main(page), /Daftar terakhir dibatalkan/);
    assert.doesNotMatch(await main(page), /Timotius Contoh/);
  },

  'a school year rolls over, and a partner gets numbers on a page and in a letter': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    const base = await partner(page, 'Walian');
    await page.goto(`${base}/laporan`);
    assert.match(await main(page), /Anggota yang ditanggung/);
    assert.match(await main(page), /hanya berisi jumlah/);
    const letter = await page.request.get(await page.getByRole('link', { name: /Surat/ }).getAttribute('href'));
    assert.equal(letter.headers()['content-type'], 'application/pdf');
    await page.goto(`${base}/tahun-ajaran`);
    assert.equal(await page.locator('button[value=apply]').count(), 0, 'nothing is applied that was not looked at');
    await go(page, () => page.locator('button[value=look]').click());
    assert.match(await main(page), /orang pindah kelas/);
    await go(page, () => page.locator('button[value=apply]').click());
    assert.match(await main(page), /orang pindah kelas, \d+ keluar dari daftar/);
  },

  'cards are printed from the queue, labels from scanned codes': async ({ open, town }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/anggota/kartu/antrean');
    const codes = await page.locator('main tbody input').evaluateAll((boxes) => boxes.slice(0, 12).map((box) => box.value));
    const cards = await page.request.post('/staf/anggota/kartu/cetak', {
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      data: [...codes.map((code) => `kode=${code}`), 'bentuk=lembar'].join('&'),
    });
    assert.equal(cards.headers()['content-type'], 'application/pdf');
    await page.reload();
    assert.equal(await page.locator(`main tbody input[value="${codes[0]}"]`).count(), 0);
    assert.match(await main(page), /12 kartu/);
    await page.goto('/staf/katalog/label');
    await page.fill('[name=kode]', 'TIDAK-ADA');
    await go(page, () => page.getByRole('button', { name: /Cetak label/ }).click());
    assert.match(await main(page), /Tidak ada di katalog: TIDAK-ADA/);
    const labels = await page.request.post('/staf/katalog/label', {
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      data: `kode=${town.copy}&lewati=3`,
    });
    assert.equal(labels.headers()['content-type'], 'application/pdf');
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a kind of membership that costs something counts once the desk has taken the money': async ({ open }) => {
    const head = await open({ as: 'kepala', js: false });
    await head.goto('/staf/jenis-anggota/baru');
    for (const [name, value] of [['code', 'istimewa'], ['name', 'Istimewa'], ['price', '50000']]) await head.fill(`[name=${name}]`, value);
    await go(head, () => head.locator('main form button').first().click());
    assert.match(await main(head), /Jenis yang berbayar tidak berlaku hanya karena tinggal/);
    await head.uncheck('[name=grounds][value=address]');
    await head.check('[name=grounds][value=payment]');
    await go(head, () => head.locator('main form button').first().click());
    assert.match(await main(head), /iuran Rp50\.000/);
    assert.match(await main(head), /boleh meminjam \d+ buku/);
    head.complaints = head.complaints.filter((line) => !line.includes('422'));

    const desk = await open({ as: 'meja', js: false, width: 360 });
    await desk.goto('/staf/anggota/baru');
    await desk.fill('[name=name]', 'Tineke Rumah Kayu');
    for (const [part, value] of [['day', '17'], ['month', '2'], ['year', '1979']]) await desk.fill(`[name=born_${part}]`, value);
    await desk.fill('[name=village]', 'Kinilow');
    await desk.selectOption('[name=plan]', 'istimewa');
    await go(desk, () => desk.locator('main form button.btn').last().click());
    assert.match(await main(desk), /berbayar Rp50\.000/);
    await desk.selectOption('[name=ground]', 'payment');
    await desk.fill('[name=evidence]', 'K-041');
    await desk.fill('[name=paid]', '50.000');
    await go(desk, () => desk.locator('main form button.btn').last().click());
    assert.match(await main(desk), /K-041, Rp50\.000/);
    const money = await open({ as: 'bendahara', js: false });
    await money.goto('/staf/kas');
    assert.match(await main(money), /Istimewa/, 'it stands in the books at once');
    await desk.fill('form[action$="/perpanjang"] [name=evidence]', 'k 41');
    await go(desk, () => desk.locator('form[action$="/perpanjang"] button').click());
    assert.match(await main(desk), /Kuitansi ini sudah dicatat/, 'the same number, written otherwise');
    await desk.fill('form[action$="/perpanjang"] [name=evidence]', 'K-042');
    await go(desk, () => desk.locator('form[action$="/perpanjang"] button').click());
    assert.match(await main(desk), /Keanggotaan diperpanjang/);
    await desk.goto(desk.url().replace(/\/perpanjang.*/, ''));
    const code = desk.url().match(/A-\d+/)[0];
    await go(desk, () => desk.getByRole('link', { name: 'Iuran beberapa anggota' }).click());
    assert.equal(await desk.inputValue('[name=members]'), code);
    await desk.fill('[name=evidence]', 'K-043');
    await desk.fill('[name=members]', `${code} 75.000`);
    await go(desk, () => desk.locator('main form button').first().click());
    assert.match(await main(desk), /Alasan dibayar lebih/, 'more than a term costs is asked about');
    await desk.fill('[name=paid_more]', 'sisanya sumbangan');
    await go(desk, () => desk.locator('main form button').first().click());
    assert.match(await main(desk), /Rp75\.000 dicatat untuk 1 anggota/);

    await desk.goto(`/staf/anggota/${code}/ubah`);
    await desk.selectOption('[name=plan]', 'dewasa');
    await go(desk, () => desk.locator('main form button.btn').last().click());
    assert.match(await main(desk), /berlaku terus sampai/, 'what becomes of what was paid');
    await desk.check('[name=knowing]');
    await go(desk, () => desk.locator('main form button.btn').last().click());
    assert.match(await main(desk), /Tinggal|Dewasa/);
    desk.complaints = desk.complaints.filter((line) => !line.includes('422'));
  },
};
