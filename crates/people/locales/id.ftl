### Orang dan akun petugas.


permission-people-view = Melihat data anggota
permission-people-edit = Mendaftarkan dan mengubah anggota

## Data anggota

member-name = Nama
member-login = Nama pengguna
sex-unknown = Tidak diisi
sex-female = Perempuan
sex-male = Laki-laki

## Pendaftaran

member-name-missing = Isi nama anggota.
member-name-too-long = Nama terlalu panjang; paling banyak 200 huruf.
member-born-impossible = Tanggal lahir ini tidak mungkin. Periksa tahunnya.
member-born-unreadable = Tanggal ini tidak ada. Isi tanggal, bulan, dan tahun dengan angka.
member-phone-unreadable = Nomor ini tidak terbaca. Tulis seperti 0812-3456-7890, atau dengan + dan kode negara.
member-email-unreadable = Alamat surel ini tidak lengkap. Contoh: nama@contoh.id
member-text-too-long = Terlalu panjang; persingkat isinya.

## Halaman anggota

member-account-open = Masuk dengan nama pengguna { $x }.
member-account-new-password = Buat kata sandi baru
member-password-chosen = Kata sandi pilihan
member-password-chosen-hint = Paling sedikit 8 huruf. Kosongkan, dan kami buatkan yang mudah dibaca.
member-login-needs-birth = Isi dulu tanggal lahirnya: anak di bawah 13 tahun belum boleh punya akun sendiri (PP 17/2025).
member-login-too-young = Anak di bawah { $age } tahun belum boleh punya akun sendiri (PP 17/2025). Kartunya tetap dapat dipakai meminjam, dan orang tua atau wali dapat menanyakan pinjamannya di meja layanan.
password-once-title = Kata sandi baru
password-once-lead = Akun { $x } siap dipakai.
password-once-hint = Catat atau sebutkan sekarang: kata sandi ini hanya tampil satu kali dan tidak disimpan. Pemiliknya dapat menggantinya sendiri setelah masuk.
password-once-done = Sudah dicatat

## Akun petugas

