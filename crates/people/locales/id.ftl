### Anggota, kartu, akun.

nav-members = Anggota
nav-accounts = Akun petugas
nav-mine-home = Kartu saya

plan-dewasa = Dewasa
plan-remaja = Remaja
plan-anak = Anak
plan-pelajar = Pelajar
plan-guru = Guru
plan-keluarga = Keluarga
plan-petugas = Petugas

permission-people-view = Melihat data anggota
permission-people-edit = Mendaftarkan dan mengubah anggota
permission-people-accounts = Mengatur akun petugas
indicator-people-active = Anggota aktif
indicator-people-new = Anggota baru

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

member-name = Nama
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
member-login = Nama pengguna
member-blocked-why = Alasan blokir
member-empty = kosong
member-by-system = Sistem
fact = Data
fact-value = Isi
sex-unknown = Tidak diisi
sex-female = Perempuan
sex-male = Laki-laki

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

member-name-missing = Isi nama anggota.
member-name-too-long = Nama terlalu panjang; paling banyak 200 huruf.
member-born-impossible = Tanggal lahir ini tidak mungkin. Periksa tahunnya.
member-born-unreadable = Tanggal ini tidak ada. Isi tanggal, bulan, dan tahun dengan angka.
member-phone-unreadable = Nomor ini tidak terbaca. Tulis seperti 0812-3456-7890, atau dengan + dan kode negara.
member-email-unreadable = Alamat surel ini tidak lengkap. Contoh: nama@contoh.id
member-text-too-long = Terlalu panjang; persingkat isinya.
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
member-account-open = Masuk dengan nama pengguna { $x }.
member-account-make = Buatkan akun
member-account-new-password = Buat kata sandi baru
member-password-chosen = Kata sandi pilihan
member-password-chosen-hint = Paling sedikit 8 huruf. Kosongkan, dan kami buatkan yang mudah dibaca.
member-login-needs-birth = Isi dulu tanggal lahirnya: anak di bawah 13 tahun belum boleh punya akun sendiri (PP 17/2025).
member-login-too-young = Anak di bawah { $age } tahun belum boleh punya akun sendiri (PP 17/2025). Kartunya tetap dapat dipakai meminjam, dan orang tua atau wali dapat menanyakan pinjamannya di meja layanan.
member-login-closed = Keanggotaan ini sudah diakhiri. Perpanjang dulu, lalu buatkan akunnya.
password-once-title = Kata sandi baru
password-once-lead = Akun { $x } siap dipakai.
password-once-hint = Catat atau sebutkan sekarang: kata sandi ini hanya tampil satu kali dan tidak disimpan. Pemiliknya dapat menggantinya sendiri setelah masuk.
password-once-done = Sudah dicatat

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

## Akun petugas

staff-title = Akun petugas
staff-caption = Yang bekerja di sini
staff-login = Nama pengguna
staff-login-hint = Huruf kecil, angka, titik, atau tanda hubung. Contoh: meiske
staff-roles = Peran
staff-roles-hint = Boleh lebih dari satu.
staff-seen = Terakhir aktif
staff-not-here = Tidak sedang masuk
staff-none = Belum ada petugas
staff-none-text = Buat akun pertama dengan formulir di bawah.
staff-new = Petugas baru
staff-appoint = Buat akun
staff-roles-save = Simpan peran
staff-roles-saved = Peran disimpan; berlaku sejak sekarang.
staff-password-text = Kata sandi lama langsung tidak berlaku, dan semua sesinya berakhir.
staff-dismiss-title = Berhenti bekerja
staff-dismiss-text = Akun ditutup dan peran dicabut. Catatan pekerjaannya tetap ada.
staff-dismiss = Tutup akun
staff-dismissed = Akun ditutup.
staff-login-unreadable = Nama pengguna paling sedikit 3 huruf: huruf kecil, angka, titik, atau tanda hubung, dan bukan nomor anggota.
staff-role-missing = Pilih paling sedikit satu peran.
staff-role-unknown = Peran “{ $role }” tidak ada.
staff-last-keeper = Setelah ini tidak ada lagi yang dapat mengatur akun. Tidak ada yang berubah; beri dulu peran itu kepada orang lain.

## Riwayat

audit-member-registered = Terdaftar
audit-member-updated = Data diubah
audit-member-renewed = Diperpanjang
audit-member-restored = Masa berlaku dikembalikan
audit-member-blocked = Diblokir
audit-member-unblocked = Blokir dibuka
audit-member-closed = Keanggotaan diakhiri
