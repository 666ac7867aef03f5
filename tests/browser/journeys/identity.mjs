// Who may sign in, how they show who they are, and what they may do.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { institution, signInThere } from '../provider.mjs';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const says = async (page, what) => assert.match(await page.locator('main').textContent(), what);
const PASSWORD = 'gunung-lokon-pagi-31';

/// The code of a telephone that knows these letters (RFC 6238), `ahead` steps from now.
function codeOf(letters, ahead = 0) {
  const bits = [...letters.replaceAll(' ', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', secret).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/// The head takes somebody on, by the pages.
async function appoint(head, name, login, role = 'Petugas layanan') {
  await head.goto('/staf/akun');
  await head.fill('[name=name]', name);
  await head.fill('[name=login]', login);
  await head.fill('[name=password]', PASSWORD);
  await head.getByLabel(`${role}: Semua tempat`).check();
  await go(head, () => head.locator('main form .btn').last().click());
  await says(head, new RegExp(login));
}

async function enter(page, login, password = PASSWORD) {
  await page.goto('/masuk');
  await page.fill('#login', login);
  await page.fill('#password', password);
  await go(page, () => page.press('#password', 'Enter'));
}

export default {
  'identity: a role is made from permissions in words, given at one place, and taken back': async ({ open }) => {
    const head = await open({ as: 'kepala', js: false });
    await head.goto('/staf/peran');
    await go(head, () => head.locator('main a.btn', { hasText: 'Peran baru' }).click());
    await head.fill('[name=title]', 'Petugas bus keliling');
    await head.getByLabel('Melihat “Hari ini”').check();
    await go(head, () => head.locator('main form .btn').first().click());
    await says(head, /Peran “Petugas bus keliling” dibuat/);
    const role = head.url();
    await head.getByLabel('Membaca catatan perubahan').check();
    await go(head, () => head.locator('main form[action^="/staf/peran/own-"] .btn', { hasText: 'Simpan izin' }).click());
    await go(head, () => head.locator('.flash button').click());
    await says(head, /dikembalikan seperti semula/);
    assert.equal(await head.getByLabel('Membaca catatan perubahan').isChecked(), false);

    await appoint(head, 'Deitje Kalalo', 'deitje', 'Petugas bus keliling');
    await head.goto(role);
    await says(head, /Deitje Kalalo/);
    await go(head, () => head.locator('main a', { hasText: 'Deitje Kalalo' }).click());
    const boxes = head.locator('tr', { hasText: 'Petugas bus keliling' }).locator('input');
    assert.ok(await boxes.count() > 1, 'the demo has several places');
    await boxes.nth(0).uncheck();
    await boxes.nth(1).check();
    await go(head, () => head.locator('form[action$="/peran"] .btn').click());
    await says(head, /Peran disimpan/);
    const bus = await open({ js: false });
    await enter(bus, 'deitje');
    assert.equal((await bus.goto('/staf/audit')).status(), 403);
    bus.complaints = [];
  },

  'identity: codes on the phone, a paper for when it is gone, and no code twice': async ({ open }) => {
    const head = await open({ as: 'kepala', js: false });
    await appoint(head, 'Noldy Rorimpandey', 'noldy');
    const page = await open({ js: false, width: 320 });
    await enter(page, 'noldy');
    await page.goto('/saya/keamanan');
    await go(page, () => page.locator('form[action$="/kode/mulai"] .btn').click());
    const letters = await page.locator('#rahasia').textContent();
    const used = codeOf(letters);
    await page.fill('#code', used);
    await go(page, () => page.locator('form[action="/saya/keamanan/kode"] .btn').click());
    const paper = await page.locator('.codes kbd').allTextContents();
    assert.equal(paper.length, 10);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'no sideways scroll');

    const again = await open({ js: false, width: 320 });
    await enter(again, 'noldy');
    assert.match(again.url(), /\/masuk\/kode$/);
    await again.fill('#code', used);
    await go(again, () => again.press('#code', 'Enter'));
    await says(again, /baru saja dipakai|tidak cocok/);
    await again.fill('#code', codeOf(letters, 1));
    await go(again, () => again.press('#code', 'Enter'));
    assert.match(again.url(), /\/staf$/);
    const third = await open({ js: false });
    await enter(third, 'noldy');
    await third.fill('#code', paper[0]);
    await go(third, () => third.press('#code', 'Enter'));
    assert.match(third.url(), /\/staf$/);
    await third.goto('/saya/keamanan');
    await says(third, /Sisa kode cadangan: 9/);
    await go(third, () => third.locator('form[action="/saya/keamanan/sesi/akhiri"] button').click());
    assert.match((await again.goto('/staf')).url(), /\/masuk/);
    for (const one of [again, third]) one.complaints = one.complaints.filter((line) => !line.includes('422'));
  },

  'identity: a passkey is made, named, used without typing, and removed': async ({ open, town }) => {
    const head = await open({ as: 'kepala', js: false });
    await appoint(head, 'Vonny Karundeng', 'vonny');
    const base = town.base.replace('127.0.0.1', 'localhost').replace(/\/$/, '');
    const page = await open();
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', { options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    } });
    await page.goto(`${base}/masuk`);
    await page.fill('#login', 'vonny');
    await page.fill('#password', PASSWORD);
    await go(page, () => page.press('#password', 'Enter'));
    await page.goto(`${base}/saya/keamanan`);
    await page.fill('#passkey-name', 'Ponsel Vonny');
    await go(page, () => page.locator('form[data-passkey] .btn').click());
    await says(page, /Kunci sandi tersimpan/);
    await says(page, /Ponsel Vonny/);
    await go(page, () => page.locator('form[action="/keluar"] button').first().click());

    await page.goto(`${base}/masuk?return=/saya/keamanan`);
    await go(page, () => page.locator('form[data-passkey] .btn').click());
    await page.waitForURL(/\/saya\/keamanan/);
    await says(page, /terakhir dipakai/);
    await says(page, /dengan kunci sandi/);
    await go(page, () => page.locator('form[action*="/kunci/"][action$="/hapus"] button').click());
    await says(page, /Kunci sandi dihapus/);
    await go(page, () => page.locator('form[action="/keluar"] button').first().click());
    await page.goto(`${base}/masuk`);
    await go(page, () => page.locator('form[data-passkey] .btn').click());
    await says(page, /tidak dikenal di sini/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  "identity: the institution's own sign-in is connected once and then lets in": async ({ open, town }) => {
    const base = town.base.replace(/\/$/, '');
    const there = await institution(town.peer, `${base}/masuk/lembaga/kembali`);
    const head = await open({ as: 'kepala', js: false });
    try {
      await head.goto('/staf/lembaga');
      assert.equal(await head.inputValue('#kembali'), `${base}/masuk/lembaga/kembali`);
      await head.fill('[name=name]', 'Akun ASN');
      await head.fill('[name=issuer]', there.issuer);
      await head.fill('[name=client]', 'pustaka');
      await head.fill('[name=secret]', 'rahasia-klien-pustaka-77');
      await head.getByLabel('Tampilkan tombol masuk').check();
      await go(head, () => head.locator('main form .btn').first().click());
      await says(head, /Tersimpan/);
      await appoint(head, 'Meiske Lumi', 'meiske');

      for (const js of [true, false]) {
        const stranger = await open({ js });
        await stranger.goto('/masuk');
        await stranger.locator('main a', { hasText: 'Akun ASN' }).click();
        await signInThere(stranger, 'jantje');
        await stranger.waitForURL(/\/masuk\/lembaga/);
        if (!js) await go(stranger, () => stranger.locator('form[data-onward] .btn').click());
        await stranger.locator('[role=alert]').waitFor();
        await says(stranger, /belum terhubung dengan siapa pun/);
        // The institution's own pages ask for letters from far away.
        stranger.complaints = [];
      }

      const page = await open({ js: false });
      await enter(page, 'meiske');
      await page.goto('/saya/keamanan');
      await page.locator('main a', { hasText: 'Hubungkan' }).click();
      await signInThere(page, 'meiske');
      await page.waitForURL(/\/masuk\/lembaga\/kembali/);
      await go(page, () => page.locator('form[data-onward] .btn').click());
      await says(page, /Akun lembaga terhubung/);
      await go(page, () => page.locator('form[action="/keluar"] button').first().click());
      await page.goto('/masuk?return=/saya/keamanan');
      await page.locator('main a', { hasText: 'Akun ASN' }).click();
      await page.waitForURL(/\/masuk\/lembaga\/kembali/);
      await go(page, () => page.locator('form[data-onward] .btn').click());
      await says(page, /lewat lembaga/);
      page.complaints = page.complaints.filter((line) => !line.includes('Failed to load resource'));

      const forged = await open({ js: false });
      await forged.goto('/masuk/lembaga/kembali?code=abc&state=00.00');
      await go(forged, () => forged.locator('form[data-onward] .btn').click());
      await says(forged, /Sudah terlalu lama, atau dimulai di peramban lain/);
      forged.complaints = [];
    } finally {
      await head.goto('/staf/lembaga');
      await head.getByLabel('Tampilkan tombol masuk').uncheck();
      await go(head, () => head.locator('main form .btn').first().click());
      await there.close();
    }
  },
};
