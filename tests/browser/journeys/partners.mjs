// A partnership from a stranger's proposal to the partner's own page.
import assert from 'node:assert/strict';
import { PDF } from '../paper.mjs';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();

export default {
  'a stranger proposes a partnership, the staff make a partner of it and move it along the board': async ({ open }) => {
    const stranger = await open({ js: false, width: 360 });
    await stranger.goto('/mitra/usul');
    await stranger.fill('#organisation', 'Sanggar Contoh Maengket');
    await stranger.fill('#title', 'Latihan tari di halaman');
    await stranger.fill('#body', 'Latihan tari untuk anak setiap Sabtu pagi.');
    await stranger.fill('#name', 'Grace Contoh');
    await stranger.fill('#phone', '0800-2222-3333');
    await stranger.waitForTimeout(4500);
    await go(stranger, () => stranger.locator('main form .btn').click());
    assert.match(await text(stranger), /K-\d{4}-\d{3}/);

    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/kasus');
    await go(staff, () => staff.locator('main a', { hasText: 'Latihan tari di halaman' }).click());
    await staff.selectOption('#kind', 'community');
    await go(staff, () => staff.locator('form[action$="/mitra"] button').click());
    assert.match(staff.url(), /\/staf\/mitra\/M-\d+$/);
    assert.match(await text(staff), /Grace Contoh/);
    await staff.goto('/staf/mitra?tampilan=papan&q=Maengket');
    const card = staff.locator('.deal', { hasText: 'Sanggar Contoh Maengket' });
    await card.locator('select').selectOption('ended');
    await go(staff, () => card.locator('button').click());
    assert.match(await text(staff), /sekarang di tahap Berakhir/);
  },

  'an agreement is drafted with its articles and says what is missing before it can be signed': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/kesepakatan/baru');
    await page.fill('#agreement_title', 'kelas tari bersama');
    await page.selectOption('#partner', { index: 1 });
    await go(page, () => page.locator('main form .btn').click());
    assert.match(page.url(), /\/staf\/kesepakatan\/[0-9a-f-]{36}$/);
    assert.match(await text(page), /Rancangan \d{3}\/PKS\/PERPUS\/\d{4} dimulai/);
    const paper = await page.request.get(`${page.url()}/naskah`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    await page.locator('summary', { hasText: 'Tambah penanda tangan' }).click();
    await page.fill('#name', 'Ani Contoh');
    await page.fill('#title', 'Kepala Dinas');
    await go(page, () => page.locator('form[action$="/penanda"] button').click());
    assert.match(await page.title(), /^Galat/);
    assert.match(await text(page), /Tanpa dokumen kewenangan/);
    assert.equal(await page.inputValue('#name'), 'Ani Contoh');
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a contact of a partner sees what was promised and done, and proposes an activity': async ({ open }) => {
    const page = await open({ as: 'mitra', js: false, width: 360 });
    await page.goto('/saya/mitra');
    await go(page, () => page.locator('main a', { hasText: 'SMP Contoh Walian' }).click());
    assert.match(await text(page), /\d+ keanggotaan dari 40 keanggotaan/);
    await page.locator('summary', { hasText: 'Usulkan kegiatan' }).click();
    await page.fill('#title', 'Lomba mendongeng');
    await page.fill('#body', 'Untuk siswa kelas VII.');
    await go(page, () => page.locator('form[action$="/usul"] button').click());
    assert.match(await text(page), /Usul terkirim dengan kode/);
    await page.goto('/staf/mitra');
    page.complaints = page.complaints.filter((line) => !line.includes('403'));
    assert.doesNotMatch(await page.locator('body').textContent(), /Papan/, 'a partner has no door to the workroom');
  },

  'a contact sends the list of the school, sees what it changes, and the staff apply it': async ({ open }) => {
    const partner = await open({ as: 'mitra', js: false, width: 360 });
    await partner.goto('/saya/mitra');
    await go(partner, () => partner.locator('main a', { hasText: 'SMP Contoh Walian' }).click());
    assert.match(await text(partner), /Keanggotaan yang disponsori/);
    await go(partner, () => partner.getByRole('link', { name: /Daftar nama/ }).click());
    const send = async (name, content) => {
      await partner.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(content) });
      await go(partner, () => partner.getByRole('button', { name: 'Kirim daftar' }).click());
    };
    await send('kosong.csv', 'NIS;Nama;Tgl Lahir;Kelas\n');
    assert.match(await partner.title(), /^Galat/);
    assert.match(await text(partner), /tidak ada seorang pun/);
    await send('siswa-baru.csv', 'NIS;Nama;Tgl Lahir;Kelas\n9001;Pricilia Contoh;2013-05-01;7A\n9002;Yulin Contoh;2013-06-01;7A\n9002;Yulin Contoh;2013-06-01;7B\n');
    assert.match(await text(partner), /Belum ada yang berubah: petugas memeriksanya dahulu/);
    assert.match(await partner.locator('#kiriman').textContent(), /Pricilia Contoh/);
    partner.complaints = partner.complaints.filter((line) => !line.includes('422'));

    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf');
    assert.match(await text(staff), /daftar nama dari mitra menunggu diperiksa/);
    await staff.goto('/staf/mitra-keanggotaan');
    await go(staff, () => staff.locator('main tbody a', { hasText: 'Walian' }).first().click());
    assert.match(await text(staff), /siswa-baru\.csv, dikirim/);
    await staff.locator('summary', { hasText: 'Tolak dengan alasan' }).click();
    await staff.fill('#note', 'Ini hanya siswa baru. Kirim daftar seluruh siswa.');
    await go(staff, () => staff.locator('form[action$="/tolak"] button').click());
    assert.match(await text(staff), /Daftar ditolak/);
    await partner.reload();
    assert.match(await text(partner), /Kirim daftar seluruh siswa/);
    await partner.goto('/saya/pesan');
    assert.match(await text(partner), /Daftar siswa-baru\.csv belum dapat diterapkan/);
  },

  'agreements are found among many by words of their title': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/kesepakatan');
    await page.fill('#q', 'lokon');
    await go(page, () => page.locator('main form .btn').first().click());
    assert.match(await text(page), /peningkatan literasi masyarakat/);
    assert.doesNotMatch(await text(page), /mural rak anak/);
  },

  'what was signed changes by an addendum alone, which is written, looked at twice and signed': async ({ open }) => {
    const page = await open({ as: 'pustakawan', js: false });
    await page.goto('/staf/kesepakatan?q=menulis+cerita');
    await go(page, () => page.locator('main tbody a').first().click());
    const agreement = page.url();
    assert.equal(await page.locator('form[action$="/komitmen"]').count(), 0, 'nothing is written into what was signed');
    await go(page, () => page.locator('form[action$="/adendum"] button').click());
    assert.match(await text(page), /Adendum dimulai/);
    const addendum = page.url();
    const paper = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: PDF };
    const promise = page.locator('.promises > li', { hasText: 'Pemakaian ruang diskusi' });
    await promise.locator('summary', { hasText: 'Ubah jumlah atau tenggat' }).click();
    await promise.locator('[name=new_amount]').fill('30');
    await go(page, () => promise.locator('form[action$="/ubah"] button').click());
    assert.match(await text(page), /24 kali.* menjadi 30 kali/);
    await go(page, () => page.locator('form[action$="/ajukan"] button').click());
    assert.match(await text(page), /Belum ada penanda tangan dari perpustakaan/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
    for (const side of [0, 1]) {
      await page.goto(addendum);
      await page.locator('summary', { hasText: 'Tambah penanda tangan' }).click();
      await page.selectOption('#side', { index: side });
      await page.fill('#name', `Penanda Contoh ${side}`);
      await page.fill('#title', 'Ketua');
      await page.fill('#document', 'Surat Kuasa Nomor 1/SK/2026');
      for (const [part, value] of [['day', '2'], ['month', '1'], ['year', '2026']]) await page.fill(`[name=document_on_${part}]`, value);
      await page.setInputFiles('#proof', paper);
      await go(page, () => page.locator('form[action$="/penanda"] button').click());
      assert.match(await text(page), /Penanda tangan ditambahkan/);
    }
    await go(page, () => page.locator('form[action$="/ajukan"] button').click());
    assert.match(await text(page), /Rancangan diajukan/);
    assert.match(await text(page), /Ditinjau di luar perpustakaan/);
    await go(page, () => page.locator('button[name=decision][value=approved]').click());
    assert.match(await text(page), /Lampirkan surat yang menyatakan persetujuannya/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
    await page.setInputFiles('input[id^="opinion-"]', paper);
    await go(page, () => page.locator('button[name=decision][value=approved]').click());
    assert.match(await text(page), /Hasil tinjauan tersimpan/);
    assert.equal(await page.locator('button[name=decision]').count(), 0, 'the step of the head is for the head');
    const head = await open({ as: 'kepala', js: false });
    await head.goto(addendum);
    await go(head, () => head.locator('button[name=decision][value=approved]').click());
    assert.match(await text(head), /Hasil tinjauan tersimpan/);
    await go(head, () => head.locator('form[action$="/tanda-tangan"] button').click());
    assert.match(await text(head), /Bagian dari kesepakatan/);
    const set = await page.request.get(`${addendum}/naskah`);
    assert.equal(set.headers()['content-type'], 'application/pdf');
    await page.goto(agreement);
    assert.match(await text(page), /dari 30 kali/);
    assert.match(await text(page), /24 kali.* menjadi 30 kali/);
  },

  'a draft waits for a second pair of eyes, step by step': async ({ open }) => {
    const writer = await open({ as: 'pustakawan', js: false });
    await writer.goto('/staf/kesepakatan?keadaan=proses&q=internet');
    await go(writer, () => writer.locator('main tbody a').first().click());
    assert.match(await text(writer), /Langkah ini untuk orang lain/);
    assert.match(await text(writer), /beku sejak diajukan/);
    const head = await open({ as: 'kepala', js: false });
    await head.goto('/staf');
    assert.match(await text(head), /rancangan menunggu tinjauan Anda/);
    await head.goto(writer.url());
    await go(head, () => head.locator('button[name=decision][value=approved]').click());
    assert.match(await text(head), /Menunggu tanda tangan/);
  },

  'the year is looked at: health with its reasons, and what should become of a partnership': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/mitra/tinjauan');
    assert.match(await text(page), /kemitraan menunggu ditinjau/);
    const before = await page.locator('main tbody tr').count();
    await go(page, () => page.locator('main tbody a').first().click());
    assert.match(await text(page), /Usul dari data/);
    await page.locator('input[name=proposal][value=renew]').check();
    await page.selectOption('#satisfaction', '3');
    await page.fill('#reasons', 'Berjalan baik, diteruskan tahun depan.');
    await go(page, () => page.locator('main form.form button').click());
    await page.goto('/staf/mitra/tinjauan');
    assert.equal(await page.locator('main tbody tr').count(), before - 1);
  },

  'a partner says itself how content it is, and the staff read who said so when': async ({ open }) => {
    const page = await open({ as: 'mitra', js: false, width: 320 });
    await page.goto('/saya/mitra');
    await go(page, () => page.locator('main a', { hasText: 'SMP Contoh Walian' }).click());
    const said = page.locator('#kepuasan');
    if (!(await said.locator('textarea').isVisible())) await said.locator('summary').click();
    await said.locator('textarea').fill('Senang, tetapi jadwalnya sering berubah.');
    await go(page, () => said.locator('form button').click());
    assert.match(await page.title(), /^Galat/);
    assert.match(await text(page), /Pilih seberapa puas Anda/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
    await said.locator('input[name=satisfaction][value="3"]').check();
    await go(page, () => said.locator('form button').click());
    assert.match(await text(page), /Perpustakaan melihatnya dengan nama Anda/);
    assert.match(await said.textContent(), /3, puas\. Senang, tetapi jadwalnya/);
    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/mitra?q=Walian');
    await go(staff, () => staff.locator('main tbody a', { hasText: 'SMP Contoh Walian' }).first().click());
    assert.match(await text(staff), /dari pihak mitra 3 dari 4, menurut kata-katanya sendiri/);
  },

  'an agreement is ended ahead, and a mistyped day is corrected until it has come': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360 });
    await page.goto('/staf/kesepakatan?keadaan=berjalan&q=layanan');
    await go(page, () => page.locator('main tbody a').first().click());
    const later = (days) => new Date(Date.now() + days * 86_400_000);
    const fill = async (day) => {
      for (const [part, value] of [['day', day.getDate()], ['month', day.getMonth() + 1], ['year', day.getFullYear()]]) await page.fill(`[name=on_${part}]`, String(value));
    };
    await page.locator('summary', { hasText: 'Akhiri sebelum waktunya' }).click();
    await fill(later(20));
    await page.fill('#reason', 'Sekolah digabung.');
    await go(page, () => page.locator('form[action$="/akhiri"] button').click());
    assert.match(await text(page), /Kesepakatan diakhiri/);
    await page.locator('summary', { hasText: 'Betulkan hari terakhir' }).click();
    await fill(later(40));
    await page.fill('#reason', 'Salah ketik.');
    await go(page, () => page.locator('form[action$="/betulkan-akhir"] button').click());
    assert.match(await text(page), /Hari terakhir dibetulkan; mitra diberi tahu/);
    assert.match(await text(page), /(39|40) hari lagi/);
  },

  'a circle agrees on what each brings and in which order they host': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360 });
    await page.goto('/staf/lingkaran/L-001');
    assert.match(await text(page), /4 jam, menjilid/);
    await page.locator('summary', { hasText: 'Sepakati yang dibawa' }).click();
    await page.fill('#pledge_amount', '2');
    await page.selectOption('#pledge_unit', 'sessions');
    await page.fill('#pledge', 'guru yang ikut');
    await go(page, () => page.locator('form[action$="/janji"] button').click());
    assert.match(await text(page), /2 pertemuan, guru yang ikut/);
    await go(page, () => page.locator('form[action$="/naik"] button').first().click());
    assert.match(await text(page), /Urutan giliran diubah/);
    await page.goto('/mapalus');
    assert.match(await text(page), /guru yang ikut/);
  },
};
