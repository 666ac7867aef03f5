### Kata-kata halaman umum program: masuk, tampilan.

sign-in-title = Masuk
sign-in-login = Nomor anggota atau nama pengguna
sign-in-login-hint = Contoh: A-00418
sign-in-password = Kata sandi
sign-in-forgot = Lupa kata sandi? Datanglah ke meja layanan dengan kartu anggota; petugas membuatkan yang baru.
sign-in-refused = Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.
sign-in-wait = Terlalu banyak percobaan. Tunggu { $seconds } detik, lalu coba lagi.
signed-out = Anda sudah keluar.
login-taken = Nama pengguna “{ $login }” sudah dipakai. Pilih yang lain.
password-too-short = Kata sandi paling sedikit 8 huruf.
password-too-long = Kata sandi paling banyak 128 huruf.
password-too-common = Kata sandi ini terlalu mudah ditebak. Pilih yang lain.
undo = Batalkan

preferences-title = Tampilan
preferences-language = Bahasa
preferences-theme = Warna
preferences-theme-auto = Ikut perangkat
preferences-theme-light = Terang
preferences-theme-dark = Gelap
preferences-text = Ukuran huruf
preferences-text-normal = Biasa
preferences-text-large = Besar
preferences-text-larger = Sangat besar
preferences-more = Lainnya
preferences-contrast = Kontras lebih tinggi
preferences-saver = Hemat data: tanpa gambar besar
preferences-keep = Simpan tampilan
preferences-kept = Tampilan disimpan di perangkat ini.

hours-today = Hari ini, { $x }
hours-closed = Tutup

setting-wants-number = Isi dengan angka dari { $least } sampai { $most }.
setting-wants-choice = Pilih salah satu dari pilihan yang ada.
setting-too-long = Terlalu panjang; paling banyak 2.000 huruf.
idempotency-key-reused = Kunci permintaan ini sudah dipakai untuk permintaan lain. Tidak ada yang berubah; kirim dengan kunci baru.
