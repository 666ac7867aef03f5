### Kata-kata yang dipakai bersama: kerangka halaman, komponen, galat, tanggal.

## Kerangka

skip-to-content = Langsung ke isi
skip-to-scan = Langsung ke kotak pindai
display = Tampilan
sign-in = Masuk
sign-out = Keluar
unread = pesan belum dibaca
needs-action = perlu tindakan
nav-main = Utama
nav-mine = Halaman saya
nav-crumbs = Remah roti
nav-workroom-menu = Menu ruang kerja
workroom = Ruang kerja
visit-us = Kunjungi kami
opening-hours = Jam buka
opening-hours-week = Jam buka mingguan
find-anything = Cari anggota: nama, nomor, atau telepon
find-anything-hint = Cari anggota  ( / )
shortcuts = Pintasan papan ketik
print = Cetak
print-hint = Lembar ini siap dicetak: tekan Ctrl+P, skala 100%, tanpa tajuk halaman.

## Tanggal dan daftar

weekday-monday = Senin
    .short = Sen
weekday-tuesday = Selasa
    .short = Sel
weekday-wednesday = Rabu
    .short = Rab
weekday-thursday = Kamis
    .short = Kam
weekday-friday = Jumat
    .short = Jum
weekday-saturday = Sabtu
    .short = Sab
weekday-sunday = Minggu
    .short = Min
month-1 = Januari
    .short = Jan
month-2 = Februari
    .short = Feb
month-3 = Maret
    .short = Mar
month-4 = April
    .short = Apr
month-5 = Mei
    .short = Mei
month-6 = Juni
    .short = Jun
month-7 = Juli
    .short = Jul
month-8 = Agustus
    .short = Agu
month-9 = September
    .short = Sep
month-10 = Oktober
    .short = Okt
month-11 = November
    .short = Nov
month-12 = Desember
    .short = Des
days-today = hari ini
days-tomorrow = besok
days-yesterday = kemarin
days-ahead = { $n } hari lagi
days-ago = { $n } hari lalu
list-and = dan

## Rak: bunga tiap kelas DDC, seperti yang dilukis di ujung rak

shelf-0 = Krisan
    .subject = Karya umum
    .short = Umum
shelf-1 = Iris
    .subject = Filsafat & psikologi
    .short = Filsafat
shelf-2 = Lili
    .subject = Agama
    .short = Agama
shelf-3 = Dahlia
    .subject = Ilmu sosial
    .short = Sosial
shelf-4 = Mawar
    .subject = Bahasa
    .short = Bahasa
shelf-5 = Hortensia
    .subject = Sains
    .short = Sains
shelf-6 = Gerbera
    .subject = Teknologi & terapan
    .short = Teknologi
shelf-7 = Anggrek
    .subject = Seni & olahraga
    .short = Seni
shelf-8 = Anyelir
    .subject = Sastra
    .short = Sastra
shelf-9 = Edelweis
    .subject = Sejarah & geografi
    .short = Sejarah
call-number = Nomor panggil

## Pencarian dan hasil

search = Cari
search-label = Cari judul, pengarang, atau topik
search-in = Cari di
search-skip-filters = Langsung ke hasil
suggest-count = { $n } saran, gunakan panah atas dan bawah
suggest-none = Tidak ada saran
filter = Saring hasil
filter-active = { $n } aktif
filter-apply = Terapkan saringan
filter-chips = Saringan aktif
filter-remove = , hapus saringan
filter-clear = Hapus semua
filter-years = Tahun terbit
filter-year-from = Dari tahun
filter-year-to = Sampai tahun
filter-until = sampai
sort = Urutkan
sort-change = Ubah
pages = Halaman hasil
page-n = Halaman { $n }
page-previous = Sebelumnya
page-next = Berikutnya

## Formulir

optional = (opsional)
choose = Pilih…
date-day = Tanggal
date-month = Bulan
date-year = Tahun
errors-title = { $n ->
   *[other] Ada { $n } hal yang perlu diperbaiki
}
errors-unharmed = Isian lain tetap tersimpan di halaman ini.
form-leave-empty = Biarkan kosong

## Tabel dan bagan

table-sort-up = , urut naik
table-sort-down = , urut turun
table-actions = Tindakan
table-csv = Unduh CSV
table-xlsx = Unduh Excel
chart-table = Lihat sebagai tabel
chart-item = Butir
chart-value = Nilai

## Tahapan, meja, kode

step-done = selesai
step-now = sekarang
step-later = nanti
steps = Tahapan
undo = Batalkan
code-text = Kode: { $x }
seats-left = { $n } kursi lagi dari { $of }
seats-full = Penuh
seats-full-waiting = Penuh, daftar tunggu { $n } orang
receipt-total = Jumlah
receipt-thanks = Terima kasih. Selamat membaca!
card-member-since = Anggota sejak { $x }
card-valid-until = Berlaku sampai { $x }
card-return = Jika menemukan kartu ini, mohon kembalikan ke perpustakaan.
labels-title = Label punggung buku

## Preferensi

preferences = Tampilan dan bahasa
preferences-lead = Disimpan di peramban ini saja.
preferences-lang = Bahasa
preferences-theme = Warna
theme-auto = Ikuti perangkat
theme-light = Terang
theme-dark = Gelap
preferences-text = Ukuran huruf
text-normal = Biasa
text-large = Besar
text-larger = Lebih besar
preferences-contrast = Kontras lebih tinggi
preferences-saver = Hemat data: tanpa gambar besar
preferences-save = Simpan

## Galat: apa yang terjadi, apa yang aman, apa yang bisa dilakukan

error-title = Galat: { $x }
error-number = Galat { $x }
error-reference = Nomor laporan: { $x }. Sebutkan nomor ini kepada pustakawan bila perlu.
error-home = Ke beranda
error-400 = Permintaan tidak terbaca
    .text = Peramban mengirim sesuatu yang tidak kami mengerti. Tidak ada data yang berubah. Muat ulang halaman sebelumnya, lalu coba sekali lagi.
error-403 = Halaman ini bukan untuk akun Anda
    .text = Anda sudah dikenali, tetapi akun ini tidak punya izin untuk halaman itu. Tidak ada yang berubah. Bila menurut Anda ini keliru, mintalah izin kepada pengelola perpustakaan.
error-404 = Halaman tidak ditemukan
    .text = Mungkin alamatnya salah ketik, atau halamannya sudah dipindah. Coba cari judul atau topiknya, atau mulai lagi dari beranda.
error-408 = Kiriman terlalu lama tiba
    .text = Sambungan lambat atau terputus. Belum ada yang disimpan. Kembalilah ke formulir dan kirim sekali lagi.
error-409 = Sudah diubah orang lain
    .text = Seseorang mengubah data yang sama sebelum Anda. Perubahan Anda belum disimpan, dan perubahan mereka aman. Buka lagi halamannya, lihat yang baru, lalu ulangi.
error-413 = Kiriman terlalu besar
    .text = Yang dikirim melebihi batas halaman ini. Belum ada yang disimpan. Kembalilah dan kirim lebih sedikit.
error-422 = Isian belum dapat diterima
    .text = Ada isian yang perlu diperbaiki. Belum ada yang disimpan. Kembalilah ke formulir dan ikuti petunjuk di atasnya.
error-429 = Terlalu banyak permintaan
    .text = Dari perangkat ini datang terlalu banyak permintaan dalam waktu singkat. Tidak ada data yang hilang. Tunggu satu menit, lalu coba lagi.
error-500 = Ada yang rusak di sistem kami
    .text = Ini kesalahan kami, bukan Anda. Yang sudah tersimpan tetap aman; langkah terakhir mungkin belum tersimpan. Coba lagi sebentar lagi, atau beri tahu pustakawan.
error-503 = Layanan sedang beristirahat sebentar
    .text = Sistem sedang dirawat atau sangat sibuk. Data Anda aman. Coba lagi dalam beberapa menit.
error-507 = Tempat penyimpanan penuh
    .text = Sistem tidak dapat menyimpan data baru. Yang sudah tersimpan tetap aman dan masih bisa dibaca. Beri tahu pengelola perpustakaan.
