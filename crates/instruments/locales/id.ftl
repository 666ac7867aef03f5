### Kata-kata kuesioner: menyusun, menjawab, hasil.

nav-instruments = Kuesioner
module-instruments = Kuesioner

permission-instruments-enter = Melihat kuesioner dan memasukkan formulir kertas
permission-instruments-edit = Menyusun, menerbitkan, membuka, dan menutup kuesioner
permission-instruments-results = Melihat jawaban dan hasil kuesioner

setting-instruments-least-answers = Hasil survei tampil mulai (jawaban)
    .help = Selama jawaban lebih sedikit, hasil survei dan hasil tiap pertanyaannya disembunyikan supaya tidak ada yang dapat dikenali.

indicator-instruments-responses = Jawaban kuesioner
holding-instruments-responses = Jawaban kuesioner
invariant-instruments-anonymous-answers-lead-to-nobody = Jawaban tanpa nama tidak mengarah kepada siapa pun
invariant-instruments-no-more-answers-than-slips = Jawaban tidak lebih banyak daripada slip yang terpakai

audit-instrument-created = Kuesioner dibuat
audit-instrument-renamed = Judul kuesioner diubah
audit-instrument-draft-changed = Draf kuesioner diubah
audit-instrument-draft-begun = Draf kuesioner dimulai
audit-instrument-draft-discarded = Draf kuesioner dibuang
audit-instrument-published = Kuesioner diterbitkan
audit-instrument-opened = Kuesioner dibuka atau ditutup
audit-instrument-answered = Kuesioner dijawab
audit-instrument-slips-made = Slip kuesioner dibuat
audit-value-version = versi
audit-value-way = cara masuk
audit-value-response = jawaban
audit-value-questions = pertanyaan
audit-value-open = dibuka
audit-value-purpose = tujuan
audit-value-anonymous = tanpa nama

## Untuk apa, dan bagaimana orang sampai ke sana

instrument-purpose = Untuk apa
purpose-registration = Pertanyaan pendaftaran
    .help = Ditanyakan kepada siapa pun yang mendaftar untuk suatu kegiatan.
purpose-assessment = Penilaian
    .help = Pilihan jawaban diberi nilai; ada batas lulus bila diperlukan.
purpose-survey = Survei
    .help = Apa yang orang pikirkan atau lakukan; boleh tanpa nama.
purpose-call = Undangan usulan
    .help = Orang menjawab dengan usulan mereka.

instrument-access = Cara menjawab
access-within = Di dalam formulir lain
    .help = Muncul bersama formulir lain, misalnya pendaftaran.
access-link = Lewat alamat
    .help = Siapa pun yang punya alamat atau kode QR-nya dapat menjawab.
access-slip = Dengan slip
    .help = Setiap slip kertas berlaku untuk satu jawaban.

## Daftar

instruments-all = Semua
instruments-none = Belum ada kuesioner
instruments-none-text = Buat yang pertama: pertanyaan pendaftaran, penilaian, survei, atau undangan usulan.
instrument-new = Kuesioner baru
instrument-make = Lanjut menyusun pertanyaan
instrument-title = Judul
instrument-title-id = Judul
instrument-title-en = Judul dalam bahasa Inggris
instrument-anonymous = Tanpa nama
instrument-anonymous-hint = Hanya untuk survei: tidak seorang pun, juga perpustakaan, dapat mengetahui siapa yang menjawab. Tidak dapat diubah kemudian.
instrument-cannot-be-anonymous = Hanya survei dengan alamat atau slip sendiri yang dapat tanpa nama.
instrument-state = Status
instrument-is-draft = Draf
instrument-published = Terbit
instrument-is-open = Dibuka
instrument-is-closed = Ditutup
instrument-is-anonymous = Tanpa nama
instrument-responses = Jawaban
instrument-version = Versi
instrument-created = Kuesioner dibuat. Sekarang tambahkan pertanyaan.
instrument-saved = Judul disimpan.
instrument-unknown = Kuesioner ini tidak ditemukan.
instrument-unpublished = Kuesioner ini belum diterbitkan.
instrument-closed = Kuesioner ini sudah ditutup.
instrument-address = Halaman jawaban
instrument-link-hint = Siapa pun dapat menjawab di sini.
instrument-open = Buka
instrument-open-text = Mulai sekarang orang dapat menjawab di alamatnya sendiri.
instrument-opened = Kuesioner dibuka.
instrument-close = Tutup
instrument-close-text = Tidak ada lagi jawaban yang diterima di alamatnya. Dapat dibuka kembali.
instrument-closed-now = Kuesioner ditutup.
instrument-rename = Ubah judul
version-n = Versi { $x }
version-asks = Yang ditanyakan versi { $x }

## Menyusun

draft-of = Draf: { $x }
draft-write = Susun draf
draft-begin = Mulai versi baru
draft-begin-text = Draf dimulai dari versi terakhir. Yang sudah terbit dan dijawab tidak berubah.
draft-begun = Draf versi baru dimulai.
draft-there-already = Draf versi baru sudah ada.
draft-none = Tidak ada draf.
draft-gone = Bagian atau pertanyaan ini sudah tidak ada di draf.
draft-changed-meanwhile = Draf ini baru saja diubah orang lain. Lihat dulu perubahannya, lalu ulangi.
draft-discard = Buang draf
draft-discard-text = Versi yang terbit tetap berlaku.
draft-discarded = Draf dibuang.
draft-preview = Pratinjau
draft-preview-text = Begini tampilannya bagi yang menjawab, dengan semua pertanyaan sekaligus.
draft-back = Kembali ke draf
draft-not-yet = Sebelum terbit:
draft-empty = Tambahkan setidaknya satu pertanyaan.
draft-needs-choices = Pertanyaan { $n } memerlukan setidaknya dua pilihan.
draft-condition-astray = Pertanyaan { $n } bergantung pada jawaban yang tidak ada sebelumnya.
draft-section-untitled = Beri judul bagian { $n }.
draft-section-empty = Bagian { $n } belum berisi pertanyaan.
draft-without-points = Beri nilai kepada setidaknya satu pilihan.
draft-publish = Terbitkan
draft-publish-text = Versi yang terbit tidak dapat diubah lagi; perubahan berikutnya menjadi versi baru.
draft-published = Kuesioner diterbitkan.
draft-keep = Simpan
draft-kept = Draf disimpan.
draft-describe = Pengantar
draft-intro = Pengantar
draft-intro-en = Pengantar dalam bahasa Inggris
draft-pass = Batas lulus (persen)
draft-pass-hint = Dari nilai yang dapat dicapai; kosongkan bila tidak ada batas.
draft-pass-out-of-bounds = Batas lulus antara 0 dan 100.
draft-section-n = Bagian { $x }
draft-section-nothing = Belum ada pertanyaan di bagian ini.
draft-section-add = Tambah bagian
draft-section-add-text = Setiap bagian menjadi satu langkah dalam formulir.
draft-section-change = Ubah bagian
draft-section-title = Judul bagian
draft-section-title-en = Judul bagian dalam bahasa Inggris
draft-section-remove = Hapus bagian
draft-section-full = Pindahkan atau hapus dulu pertanyaan di bagian ini.
draft-title-missing = Tulis judulnya.
draft-add-kind = Pertanyaan baru
draft-add = Tambah
draft-up = Naik
draft-down = Turun
draft-remove = Hapus
draft-question = Pertanyaan: { $x }
draft-question-kept = Pertanyaan disimpan.
draft-full = Paling banyak { $most } pertanyaan.
draft-ask-missing = Tulis pertanyaannya.
draft-choices-missing = Tulis setidaknya dua pilihan, satu setiap baris.
draft-choice-unreadable = Baris { $n } tidak terbaca. Contoh: Setuju | Agree | 4
draft-choice-twice = Baris { $n } sudah ada di atasnya.
draft-too-many-choices = Paling banyak { $most } pilihan.
draft-steps-out-of-bounds = Skala punya 2 sampai { $most } langkah.
draft-bounds-crossed = Batas atas lebih kecil daripada batas bawah.

kind-one = Pilih satu
kind-several = Pilih beberapa
kind-yes-no = Ya atau tidak
kind-scale = Skala
kind-short = Teks pendek
kind-long = Teks panjang
kind-number = Angka
kind-day = Tanggal
kind-email = Surel
kind-phone = Telepon

question-number = No.
question-kind = Cara menjawab
question-when = Ditanyakan
question-always = selalu
question-ask = Pertanyaan
question-ask-en = Pertanyaan dalam bahasa Inggris
question-help = Petunjuk
question-help-en = Petunjuk dalam bahasa Inggris
question-choices = Pilihan
question-choices-hint = Satu setiap baris. Terjemahan Inggris boleh menyusul setelah garis tegak: Setuju | Agree
question-choices-scored = Satu setiap baris, dengan nilainya: Ibu kota | Capital | 5. Terjemahan boleh kosong: Ibu kota | | 5
question-steps = Banyak langkah
question-steps-hint = 2 sampai 10; langkah pertama selalu 1.
question-low = Arti langkah pertama
question-low-en = Arti langkah pertama dalam bahasa Inggris
question-high = Arti langkah terakhir
question-high-en = Arti langkah terakhir dalam bahasa Inggris
question-more = Pernyataan lain dengan skala yang sama
question-more-hint = Satu setiap baris, masing-masing menjadi pertanyaan sendiri: Kecepatan layanan | Speed of service
question-least = Paling kecil
question-most = Paling besar
question-required = Wajib dijawab
question-when-legend = Tanyakan hanya bila
question-when-hint = Cukup salah satu dari jawaban ini. Kosongkan bila selalu ditanyakan.
question-picked = jawaban nomor { $n } adalah “{ $pick }”
question-or = atau
question-only-when = Hanya bila { $x }.

## Menjawab

answer-yes = Ya
answer-no = Tidak
answer-none = Tidak menjawab
answer-between = Antara { $least } dan { $most }.
answer-from = Mulai { $x }.
answer-to = Sampai { $x }.
answer-missing = Jawab pertanyaan ini.
answer-also = Jawaban Anda membuka pertanyaan ini; jawab juga yang ini.
answer-further = Jawaban Anda membuka pertanyaan berikut.
answer-not-offered = Pilih salah satu jawaban yang tersedia.
answer-only-one = Pilih satu saja.
answer-too-long = Paling panjang { $most } huruf.
answer-number-unreadable = Tulis angka bulat, misalnya 12.
answer-too-small = Paling kecil { $least }.
answer-too-great = Paling besar { $most }.
answer-day-unreadable = Tanggal ini tidak ada. Contoh: 5 8 2026.
answer-email-unreadable = Alamat surel ini belum lengkap. Contoh: nama@contoh.id.
answer-phone-unreadable = Nomor telepon ini tidak terbaca. Contoh: 0812-3456-7890.
answer-leave-empty = Biarkan kosong
answer-anonymous = Jawaban ini tanpa nama. Tidak seorang pun, juga perpustakaan, dapat mengetahui siapa yang menjawab.
answer-as = Anda menjawab sebagai { $x }; jawaban tersimpan bersama nama Anda.
answer-unknown = Jawaban tersimpan tanpa akun. Yang Anda tulis dibaca petugas perpustakaan.
answer-slip = Kode pada slip
answer-slip-hint = Sepuluh huruf dan angka; setiap slip berlaku sekali.
answer-forward = Lanjut
answer-back = Kembali
answer-send = Kirim jawaban
answer-review = Periksa jawaban
answer-once-more = Tunggu sebentar, lalu kirim sekali lagi. Jawaban Anda masih ada.
answer-closed = Kuesioner ini sedang tidak menerima jawaban.
answer-thanks = Terima kasih
answer-kept = Jawaban Anda sudah kami terima.
answer-kept-anonymously = Jawaban Anda sudah kami terima, tanpa nama.
answer-home = Ke beranda
score-passed = Nilai Anda { $points } dari { $most }: lulus.
score-not-passed = Nilai Anda { $points } dari { $most }: belum lulus. Anda boleh belajar lagi dan mencoba sekali lagi.
score-plain = Nilai Anda { $points } dari { $most }.

## Kertas dan slip

entry-title = Masukkan formulir kertas
entry-lead = { $title }, versi { $n }. Ketik apa yang tertulis di kertas, termasuk yang dilewati.
entry-keep = Simpan dan lembar berikutnya
entry-kept = Lembar tersimpan; sudah { $n } jawaban. Silakan lembar berikutnya.
paper-form = Cetak formulir
paper-how = Isi dengan huruf cetak, lalu serahkan kepada petugas.
paper-anonymous = Jangan menulis nama: jawaban ini tanpa nama. Masukkan ke kotak atau serahkan kepada petugas.
paper-one = Pilih satu.
paper-several = Boleh lebih dari satu.
paper-online = Isi lewat ponsel
paper-mark = { $code } · versi { $n }
slips-title = Slip terpakai
slips-spent = { $spent } dari { $made }
slips-count = Banyak slip
slips-make = Buat slip
slips-make-text = Kodenya hanya muncul sekali, dalam berkas PDF ini. Perpustakaan menyimpan sidiknya saja.
slips-not-here = Kuesioner ini tidak memakai slip.
slips-out-of-bounds = Antara 1 dan { $most } slip sekaligus.
slip-not-good = Kode ini tidak dikenal atau sudah terpakai. Periksa lagi hurufnya.
slip-paper-from = Satu slip, satu jawaban
slip-paper-how = Pindai kode ini atau buka { $x } dan ketik kodenya.

## Hasil

results = Hasil
results-of = Hasil: { $x }
results-download = Unduh { $x }
results-hidden = Hasil tampil setelah ada { $n } jawaban.
results-question-hidden = Hasil pertanyaan ini tampil setelah { $n } orang menjawabnya.
results-answered = { $n } menjawab.
results-several = Boleh lebih dari satu jawaban.
results-numbers = Rata-rata { $mean }; paling kecil { $least }, paling besar { $most }. { $count }
results-bar = { $n } ({ $share })
results-mean = Rata-rata { $mean } dari { $steps }
results-most = Terbanyak: { $pick } ({ $share })
results-nothing = Belum ada jawaban
responses-title = Jawaban satu per satu
responses-none = Belum ada jawaban untuk dibaca
response-on-paper = Formulir kertas
response-by-nobody = Tanpa akun
response-given = { $day }, versi { $n }
response-score = { $points } dari { $most }
response-unknown = Jawaban ini tidak ditemukan.
response-day = Hari
response-week = Minggu yang dimulai
response-name = Nama
response-points = Nilai
response-instrument = Kuesioner
response-question = Pertanyaan
response-answer = Jawaban

## Yang dapat diminta program lain

api-op-listInstruments = Mendaftar kuesioner: sampai 200, yang terbaru dahulu.
api-op-readInstrument = Membaca pertanyaan versi terakhir sebuah kuesioner.
api-op-enterResponse = Memasukkan jawaban yang diberikan kepada petugas. Masukan yang sama dua kali dicatat sekali.
api-op-readResults = Membaca angka hasil versi terakhir; kata-kata orang tidak termasuk.
api-op-openInstrument = Membuka atau menutup kuesioner di alamatnya sendiri.
instrument-last = Hari terakhir menjawab
instrument-last-hint = Sesudah hari ini kuesioner tertutup sendiri. Kosongkan bila ditutup dengan tangan.
instrument-last-set = Tetapkan hari terakhir
instrument-last-over = Hari itu sudah lewat.
instrument-until = sampai { $x }
audit-instrument-last-day-set = Hari terakhir kuesioner ditetapkan
question-decimals = Angka di belakang koma
question-decimals-hint = 0 untuk bilangan bulat, paling banyak 3.
question-decimals-wrong = Antara 0 dan { $most }.
answer-decimal-unreadable = Tulis angka, misalnya 12,5.
