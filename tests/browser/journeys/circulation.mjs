// What a librarian meets in a year, in an hour: exceptions, the undo of each deed, the receipt, a rule changed.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const scan = (page, code) => page.fill('#kode', code).then(() => go(page, () => page.press('#kode', 'Enter')));
const verdict = async (page) => (await page.locator('.verdict').first().textContent()).replaceAll(/\s+/g, ' ');

/// A member who is registered for this journey alone, by the form; the code of the card.
async function registered(page, name) {
  await page.goto('/staf/anggota/baru');
  await page.fill('[name=name]', name);
  await page.fill('[name=village]', 'Kinilow');
  await go(page, () => page.locator('main form .btn').first().click());
  return page.url().split('/').pop();
}

/// Copies free to lend, as the catalogue shows them: nobody else's journey takes from this shelf.
async function free(page, shelf, wanted) {
  await page.goto(`/katalog?d=${shelf}&a=1&s=judul`);
  const records = await page.locator('.hits > li h2 a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  const codes = [];
  for (const record of records) {
    if (codes.length >= wanted) break;
    await page.goto(record);
    const rows = await page.locator('main table tbody tr').filter({ has: page.locator('.tag.ok, .badge.ok') }).allTextContents();
    codes.push(...rows.map((row) => row.match(/TMH-\d+/)?.[0]).filter(Boolean).slice(0, 1));
  }
  assert.ok(codes.length >= wanted, `only ${codes.length} free copies on shelf ${shelf}`);
  return codes;
}

export default {
  'a rule that is changed holds at once at the desk, and is undone': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    const [first, second] = await free(page, 9, 2);
    const member = await registered(page, 'Yulin Sondakh');
    await page.goto('/staf/aturan');
    const row = page.locator('tr', { hasText: 'Dewasa' }).filter({ hasText: 'Batas jumlah pinjaman' }).first();
    await row.locator('summary').click();
    await row.locator('[name=nilai]').fill('1');
    await go(page, () => row.locator('.btn', { hasText: 'Lihat dampaknya' }).click());
    assert.match(await page.locator('main').textContent(), /6 buku[^]*1 buku[^]*[1-9]\d* anggota akan[^]*dewasa boleh meminjam 1 buku/);
    await go(page, () => page.locator('main form .btn', { hasText: 'Simpan' }).click());
    assert.match(await page.locator('main').textContent(), /dewasa boleh meminjam 1 buku/);

    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, member);
    await scan(page, first);
    assert.match(await verdict(page), /Dipinjamkan/);
    await scan(page, second);
    assert.match(await verdict(page), /Batas pinjaman tercapai.*1 dari 1/);
    await scan(page, '%TIDAK');
    assert.match(await verdict(page), /Tidak dipinjamkan/);

    await page.goto('/staf/aturan');
    await go(page, () => page.locator('form[action*=urungkan] button').first().click());
    assert.match(await page.locator('main').textContent(), /dewasa boleh meminjam 6 buku/);
    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, second);
    assert.match(await verdict(page), /Dipinjamkan/);
    await scan(page, '%KEMBALI');
    await scan(page, first);
    await scan(page, second);
    await scan(page, '%SELESAI');
  },

  'a rule is written in the words of the page, not in those of the program': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    for (const [about, typed, said] of [['fixed-due', '18-12-2026', /18 Desember 2026/], ['may-borrow', 'Tidak', /tidak/]]) {
      await page.goto('/staf/aturan');
      const form = page.locator('form:has(select[name=nama])');
      await form.locator('[name=jenis]').selectOption('av');
      await form.locator('[name=nama]').selectOption(about);
      await form.locator('[name=nilai]').fill(typed);
      await go(page, () => form.locator('.btn').first().click());
      assert.match(await page.locator('main').textContent(), said);
      assert.equal(await page.locator('[role=alert]').count(), 0);
      await go(page, () => page.locator('form[action*=urungkan] button').first().click());
    }
    await page.goto('/staf/aturan');
    const form = page.locator('form:has(select[name=nama])');
    await form.locator('[name=nilai]').fill('banyak');
    await go(page, () => form.locator('.btn').first().click());
    assert.match(await page.title(), /^Galat/);
    assert.equal(await page.inputValue('form:has(select[name=nama]) [name=nilai]'), 'banyak');
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a copy with another member is asked about: Enter never confirms, Alt Y and %YA do': async ({ open }) => {
    const page = await open({ as: 'kepala' });
    const [copy] = await free(page, 5, 1);
    const [one, two] = [await registered(page, 'Meity Kalalo'), await registered(page, 'Arther Kalalo')];
    await page.goto('/staf/meja?mode=pinjam');
    for (const confirm of ['%YA', 'Alt+y']) {
      await scan(page, one);
      await scan(page, copy);
      assert.match(await verdict(page), /Dipinjamkan/);
      await scan(page, two);
      await scan(page, copy);
      assert.match(await verdict(page), /Dipinjam anggota lain.*Meity Kalalo/);
      await page.press('#kode', 'Enter').catch(() => {});
      await page.goto('/staf/meja?mode=pinjam');
      assert.match(await verdict(page), /Dipinjam anggota lain/, 'Enter on an empty box decides nothing');
      if (confirm === '%YA') await scan(page, '%YA');
      else await go(page, () => page.keyboard.press('Alt+y'));
      assert.match(await verdict(page), /Dipinjamkan/);
      await scan(page, '%KEMBALI');
      await scan(page, copy);
      await scan(page, '%PINJAM');
    }
    await scan(page, '%SELESAI');
  },

  'who may not override is told whom to call, and who may is offered it': async ({ open }) => {
    const head = await open({ as: 'kepala', js: false });
    const member = await registered(head, 'Stenly Rumagit');
    await head.locator('form[action$="/blokir"] input:not([type=hidden])').first().fill('Kartu dilaporkan hilang');
    await go(head, () => head.locator('form[action$="/blokir"] button').first().click());
    const [copy] = await free(head, 4, 1);
    const desk = await open({ as: 'meja', js: false });
    for (const [page, offered] of [[desk, 0], [head, 1]]) {
      await page.goto('/staf/meja?mode=pinjam');
      await scan(page, member);
      assert.match(await verdict(page), /Kartu dilaporkan hilang/);
      await scan(page, copy);
      assert.match(await verdict(page), /Belum dipinjamkan/);
      assert.equal(await page.locator('.verdict button[value=ya]').count(), offered);
      if (!offered) await scan(page, '%TIDAK');
      else {
        // Enter in the reason sends nothing; the reason goes with the yes.
        await page.fill('.verdict [name=alasan]', 'Kartu sudah ditemukan');
        await page.press('.verdict [name=alasan]', 'Enter');
        assert.match(await verdict(page), /Belum dipinjamkan/);
        await go(page, () => page.locator('.verdict button[value=ya]').click());
        assert.match(await verdict(page), /Dipinjamkan.*Alasan: Kartu sudah ditemukan/);
        await page.goto('/staf/audit?tindakan=loan.override-explained');
        assert.match(await page.locator('main tbody').textContent(), /Kartu sudah ditemukan/);
        await page.goto('/staf/meja?mode=kembali');
        await scan(page, copy);
      }
      await scan(page, '%SELESAI');
    }
  },

  'the same scan twice within seconds counts once; each deed can be taken back': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    const [copy] = await free(page, 3, 1);
    const member = await registered(page, 'Jeanne Pangemanan');
    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, member);
    await scan(page, copy);
    await scan(page, copy);
    assert.match(await verdict(page), /Dipinjamkan.*diabaikan/);
    assert.match(await page.locator('.tally').textContent(), /1\s*\/ 6/);
    await scan(page, '%BATAL');
    assert.match(await page.locator('.tally').textContent(), /0\s*\/ 6/);
    await scan(page, copy);
    await scan(page, '%KEMBALI');
    await scan(page, copy);
    assert.match(await verdict(page), /Dikembalikan/);
    await go(page, () => page.locator('.log .undo').first().click());
    assert.match(await page.locator('.log tbody tr').first().textContent(), /[Dd]ibatalkan/);
    await scan(page, '%CEK');
    await scan(page, copy);
    assert.match(await verdict(page), /Sedang dipinjam.*Jeanne Pangemanan/);
    await scan(page, '%KEMBALI');
    await scan(page, copy);
    await scan(page, '%SELESAI');
  },

  'a receipt names every book with its day, on both widths of paper, and takes the next scan': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    const [copy] = await free(page, 2, 1);
    const member = await registered(page, 'Hesty Tangkere');
    for (const [width, chosen] of [['58', 'narrow'], ['80', 'wide']]) {
      await page.goto('/staf/pengaturan?ubah=circulation.receipt-width');
      const choice = page.locator(`input[name=value][value=${chosen}]`);
      assert.match(await page.locator(`label:has(input[value=${chosen}])`).textContent(), new RegExp(`${width} mm`));
      await choice.check();
      await go(page, () => page.locator('form:has(input[name=value]) .btn').first().click());
      await page.goto('/staf/meja?mode=pinjam');
      await scan(page, member);
      await scan(page, copy);
      await scan(page, '%SELESAI');
      assert.match(page.url(), /struk/);
      const receipt = await page.locator('.receipt').textContent();
      assert.match(receipt, new RegExp(`${member}[^]*${copy}[^]*kembali`));
      assert.equal(await page.locator(`.receipt.roll-${width}`).count(), 1);
      await scan(page, '%KEMBALI');
      await scan(page, copy);
      assert.match(await verdict(page), /Dikembalikan/);
      await scan(page, '%SELESAI');
    }
  },

  'a code of any length leaves the log in its place': async ({ open }) => {
    const page = await open({ as: 'meja', width: 1366 });
    await page.goto('/staf/meja?mode=cek');
    for (const code of ['x'.repeat(5000), '<b>"\';--', '📚'.repeat(60)]) {
      await scan(page, code);
      assert.match(await verdict(page), /Kode tidak dikenal/);
      const [log, main] = await page.evaluate(() => ['.log', '.desk > main'].map((s) => document.querySelector(s).getBoundingClientRect().right));
      assert.ok(log <= main + 1, `${code.slice(0, 5)}: the log ends at ${log}, its column at ${main}`);
    }
    await scan(page, '%SELESAI');
  },

  'a scan that comes after the session has ended is kept through the sign-in': async ({ open, town }) => {
    const page = await open({ as: 'meja', js: false });
    await page.goto('/staf/meja?mode=kembali');
    await page.context().clearCookies();
    await scan(page, town.copy);
    assert.match(page.url(), /\/masuk/);
    await page.fill('#login', 'meja');
    await page.fill('#password', town.password);
    await go(page, () => page.press('#password', 'Enter'));
    assert.equal(await page.inputValue('#kode'), town.copy);
    assert.match(await verdict(page), /belum diproses/);
  },
};
