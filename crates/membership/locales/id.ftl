### Paket, keanggotaan, kartu.

nav-members = Anggota
nav-mine-home = Kartu saya

plan-dewasa = Dewasa
plan-remaja = Remaja
plan-anak = Anak
plan-pelajar = Pelajar
plan-guru = Guru
plan-keluarga = Keluarga
plan-petugas = Petugas

indicator-membership-active = Anggota aktif
indicator-membership-new = Anggota baru

## Daftar

members-title = Anggota
members-find = Nama, nomor anggota, atau telepon
members-newest = Anggota terbaru
members-found = Anggota yang cocok
members-count = { $n } ditemukan
members-none = Belum ada anggota
members-none-text = Anggota pertama dapat didaftarkan dalam satu menit: nama, tanggal lahir, telepon, kelurahan.
members-not-found = Tidak ada anggota untuk “{ $x }”
members-not-found-text = Coba bagian lain dari namanya, nomor kartunya, atau nomor teleponnya.
members-print-cards = Cetak kartu terpilih
members-cards-none = Belum ada anggota yang dipilih. Kembali ke daftar anggota dan centang beberapa nama.

## Data anggota

member-code = Nomor anggota
member-plan = Keanggotaan
member-standing = Status
member-since = Anggota sejak
member-until = Berlaku sampai
member-born = Tanggal lahir
member-age = { $n } tahun
member-sex = Jenis kelamin
member-phone = Telepon
member-phone-whatsapp = Nomor WhatsApp atau telepon
member-email = Surel
member-village = Kelurahan
member-address = Alamat
member-note = Catatan untuk petugas
member-blocked-why = Alasan blokir
member-empty = kosong
member-by-system = Sistem
fact = Data
fact-value = Isi

standing-active = Aktif
standing-active-until = Berlaku sampai { $x }.
standing-active-always = Tanpa batas waktu
standing-expired = Habis masa
standing-expired-on = Masa keanggotaan berakhir { $x }. Perpanjang agar dapat meminjam lagi.
standing-blocked = Diblokir
standing-blocked-because = Tidak dapat meminjam: { $x }
standing-upcoming = Belum mulai
standing-upcoming-from = Keanggotaan mulai berlaku { $x }.

## Pendaftaran

member-new-title = Daftarkan anggota
member-change-title = Ubah data { $x }
member-register = Daftarkan anggota
member-save = Simpan
member-back = Kembali
member-more = Isian lain
member-born-hint = Tanggal, bulan, tahun. Contoh: 17 3 1994
member-phone-hint = Contoh: 0812-3456-7890
member-village-hint = Ketik beberapa huruf, lalu pilih. Di luar Tomohon: tulis nama tempatnya.
member-note-hint = Hanya petugas yang melihatnya.
member-code-given = Nomor anggota lama
member-code-given-hint = Kosongkan untuk nomor berikutnya.
member-alike-title = Mungkin sudah terdaftar
member-alike-text = Nama dan tanggal lahir atau nomor teleponnya sama. Buka kartunya, atau centang di bawah bila ini memang orang lain.
member-register-anyway = Ini orang lain, tetap daftarkan
member-registered = { $name } terdaftar dengan nomor { $code }.
member-saved = Data { $name } disimpan.

member-plan-unknown = Pilih jenis keanggotaan yang ada.
member-code-unreadable = Nomor anggota hanya boleh huruf, angka, tanda hubung, titik, dan garis miring.
member-code-taken = Nomor { $code } sudah dipakai anggota lain.
member-until-before-since = Masa berlaku berakhir sebelum dimulai.
member-until-past = Pilih tanggal hari ini atau sesudahnya.
member-unknown = Anggota ini tidak ditemukan. Periksa nomornya.

## Halaman anggota

member-serve = Layani di meja
member-loans = Pinjaman
member-change = Ubah data
member-card = Cetak kartu
member-card-short = Cetak
member-card-of = Kartu { $x }
member-facts = Data anggota
member-history = Riwayat
member-renew = Perpanjang
member-renewed = Keanggotaan diperpanjang.
member-block-title = Blokir
member-block = Blokir anggota
member-block-reason = Alasan
member-block-reason-hint = Anggota dapat membaca alasan ini.
member-block-needs-reason = Tulis alasannya, supaya anggota tahu apa yang perlu diselesaikan.
member-blocked = Anggota diblokir.
member-unblock = Buka blokir
member-unblocked = Blokir dibuka.
member-close-title = Berhenti
member-close-text = Keanggotaan berakhir dan akunnya ditutup. Riwayat tetap ada, dan pinjaman tetap harus kembali.
member-close = Akhiri keanggotaan
member-closed = Keanggotaan diakhiri.
member-restored = Dikembalikan seperti semula.

member-account = Akun untuk masuk
member-account-none = Belum ada akun. Dengan akun, anggota melihat pinjamannya dari rumah.
member-account-make = Buatkan akun
member-login-closed = Keanggotaan ini sudah diakhiri. Perpanjang dulu, lalu buatkan akunnya.

## Halaman saya

mine-title = Halo, { $x }
mine-show-card = Tunjukkan kode ini di meja layanan.
mine-facts = Data saya
mine-facts-hint = Ada yang berubah? Sampaikan di meja layanan, kami perbaiki saat itu juga.
mine-no-card = Akun ini belum punya kartu anggota.
mine-password = Kata sandi
mine-password-old = Kata sandi sekarang
mine-password-new = Kata sandi baru
mine-password-hint = Paling sedikit 8 huruf. Kalimat pendek lebih mudah diingat dan lebih aman.
mine-password-change = Ganti kata sandi
mine-password-changed = Kata sandi diganti. Masuklah dengan yang baru.
mine-password-wrong = Kata sandi sekarang tidak cocok. Tidak ada yang berubah.

## Riwayat

audit-member-registered = Terdaftar
audit-member-updated = Data diubah
audit-member-renewed = Diperpanjang
audit-member-restored = Masa berlaku dikembalikan
audit-member-blocked = Diblokir
audit-member-unblocked = Blokir dibuka
audit-member-closed = Keanggotaan diakhiri

## Dasar keanggotaan

ground-address = Tinggal di sini
ground-roster = Daftar mitra
ground-domain = Surel mitra
ground-voucher = Voucer mitra
ground-employment = Bekerja di sini
ground-guardian = Keanggotaan orang tua atau wali
ground-need = Diputuskan perpustakaan
ground-payment = Iuran
basis-not-of-plan = Jenis keanggotaan ini tidak menerima dasar itu. Pilih dasar lain, atau ubah dulu aturannya di halaman jenis keanggotaan.
basis-guardian-unknown = Orang tua atau wali ini belum menjadi anggota. Daftarkan dulu.
basis-guardian-self = Keanggotaan tidak dapat bergantung pada dirinya sendiri.
basis-guardian-hangs = Keanggotaan orang ini sendiri bergantung pada wali. Pilih wali yang keanggotaannya berdiri sendiri.
basis-unknown = Dasar keanggotaan ini tidak ditemukan. Muat ulang halamannya.
member-plan-too-young = Jenis keanggotaan ini mulai umur { $age } tahun. Pilih jenis lain.
member-plan-too-old = Jenis keanggotaan ini sampai umur { $age } tahun. Pilih jenis lain.
audit-member-confirmed = Identitas dipastikan
audit-member-basis-added = Dasar keanggotaan ditambah
audit-member-basis-ended = Dasar keanggotaan berakhir
