// Messages: what a reader chooses, what the staff send by hand, and letters that really go to a mail server.
import assert from 'node:assert/strict';

const PASSWORD = 'pantai-biru-33';

const until = async (what, seconds = 20) => {
  for (let n = 0; n < seconds * 5; n += 1) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it did not come in time');
};

export default {
  'a colleague works through WhatsApp by keyboard, and takes one back': async ({ open }) => {
    const page = await open({ as: 'meja' });
    await page.goto('/staf/pesan');
    await page.click('main a[href="/staf/pesan/whatsapp"]');
    const first = await page.locator('#berikut').textContent();
    const href = await page.locator('a[data-key="Alt W"]').getAttribute('href');
    assert.match(href, /^https:\/\/wa\.me\/628\d+\?text=Halo/);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Alt+s')]);
    assert.ok((await page.locator('.flash').first().textContent()).includes(first));
    await Promise.all([page.waitForNavigation(), page.locator('.flash button').click()]);
    assert.equal(await page.locator('#berikut').textContent(), first, 'it waits again');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Alt+g')]);
    await page.goto('/staf/pesan?keadaan=failed');
    assert.ok((await page.locator('main table').textContent()).includes(first));
  },

  'the same without JavaScript, and the letters on paper': async ({ open }) => {
    const page = await open({ as: 'meja', js: false });
    await page.goto('/staf/pesan/whatsapp');
    await page.locator('section form button').first().click();
    assert.match(page.url(), /\/staf\/pesan\/whatsapp$/);
    await page.goto('/staf/pesan/cetak');
    const letters = page.locator('main a[href="/staf/pesan/cetak/surat"]');
    if (await letters.count()) {
      await letters.click();
      assert.ok(await page.locator('article.letter').count() > 0);
    }
  },

  'a reader decides, confirms an address by the code in a letter, and reads what came': async ({ open, town }) => {
    const staff = await open({ as: 'kepala' });
    await staff.goto('/staf/terlambat');
    const late = (await staff.locator('main tbody').textContent()).match(/A-\d{5}/g).reverse();
    const form = staff.locator('form[action$="/akun"]');
    let code;
    // Children below 13 have no account of their own, and nobody below 18 is sent news.
    do {
      code = late.shift();
      await staff.goto(`/staf/anggota/${code}`);
    } while (!(await form.count()) || await staff.locator('a[href$="/persetujuan.pdf"]').count());
    await form.locator('input:not([type=hidden])').first().fill(PASSWORD);
    await Promise.all([staff.waitForNavigation(), form.locator('button').first().click()]);
    const page = await open({});
    await page.goto('/masuk');
    await page.fill('#login', code);
    await page.fill('#password', PASSWORD);
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/masuk')), page.press('#password', 'Enter')]);
    await page.goto('/saya/surel');
    await page.fill('#email', 'Pembaca.Uji@surat.example');
    await page.click('.mine-body form button');
    const letter = await until(() => town.letters.find((one) => one.to.includes('pembaca.uji@surat.example')));
    const digits = letter.raw.match(/^Subject: .*?(\d{6})/m)[1];
    await page.fill('#code', digits);
    await page.click('.mine-body form button');
    assert.ok((await page.locator('main').textContent()).includes('pembaca.uji@surat.example'));
    await page.goto('/saya/pesan/pilihan');
    await page.locator('input[name=dahulu][value=email]').check();
    await page.locator('input[name="circulation.due-soon"][value=whatsapp]').uncheck();
    await page.locator('input[name="notices.news"][value=email]').check();
    await page.locator('.mine-body form button', { hasText: 'Simpan' }).click();
    assert.ok(await page.locator('input[name=dahulu][value=email]').isChecked());
    assert.ok(!(await page.locator('input[name="circulation.due-soon"][value=whatsapp]').isChecked()));
    await until(() => town.letters.filter((one) => one.to.includes('pembaca.uji')).length === 2);
    await page.goto('/saya/pesan');
    assert.ok(await page.locator('h1').count() === 1);
  },

  'the head tries the mail server and sees what it said, never the password': async ({ open, town }) => {
    const page = await open({ as: 'kepala' });
    await page.goto('/staf/surel');
    await page.fill('#email', 'kepala@surat.example');
    await page.click('main form button');
    assert.ok((await page.locator('.flash').first().textContent()).includes('Queued'));
    await until(() => town.letters.find((one) => one.to.includes('kepala@surat.example')));
  },
};
