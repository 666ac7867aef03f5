### Kata-kata relawan: lamaran, daftar, pemeriksaan, jam.

nav-volunteers = Relawan
nav-my-hours = Relawan
module-volunteers = Relawan

permission-volunteers-view = Melihat relawan dan jamnya
permission-volunteers-edit = Menerima relawan, mencatat pemeriksaan, mengesahkan jam

setting-volunteers-least-age = Usia terendah relawan
    .help = Di bawah 18 tahun, persetujuan orang tua diperiksa sebelum diterima.
setting-volunteers-apply-per-day = Lamaran per hari
    .help = Sebanyak ini lamaran diterima dalam sehari; 0 menutup formulir.
setting-volunteers-warn-days = Ingatkan sebelum pemeriksaan berakhir (hari)
    .help = Relawan yang bekerja dengan anak muncul di daftar peringatan sejak saat itu.
setting-volunteers-forget-days = Lamaran yang ditolak dihapus isinya setelah (hari)
    .help = Yang tersisa hanya bahwa pernah ada lamaran.
setting-volunteers-signer = Penanda tangan surat terima kasih
    .help = Jabatan, nama, dan NIP; satu baris masing-masing.

indicator-volunteers-hours = Jam relawan
indicator-volunteers-active = Relawan aktif
countable-volunteers-partner-hours = Jam relawan dari orang-orang mitra

audit-volunteer-enrolled = Masuk daftar relawan
audit-volunteer-state-set = Status relawan diubah
audit-volunteer-described = Data relawan diubah
audit-volunteer-check-seen = Pemeriksaan dilihat
audit-volunteer-check-withdrawn = Pemeriksaan ditarik
audit-volunteer-hours-entered = Jam relawan dicatat
audit-volunteer-hours-decided = Jam relawan diputuskan
audit-volunteer-hours-reversed = Jam relawan dibatalkan
audit-volunteer-accepted = Lamaran relawan diterima
audit-volunteer-declined = Lamaran relawan ditolak
audit-volunteer-letter-issued = Surat terima kasih dibuat
audit-value-minutes = menit
audit-value-confirmed = disahkan
audit-value-signed = ditandatangani

## Kata bersama

volunteer-name = Nama
volunteer-born = Tanggal lahir
volunteer-phone = Telepon
volunteer-whatsapp = Nomor WhatsApp atau telepon
volunteer-email = Surel
volunteer-village = Kelurahan
volunteer-note = Catatan untuk petugas
volunteer-fact = Data
volunteer-fact-value = Isi
volunteer-yes = Ya
volunteer-no = Tidak
volunteer-any = Semua
volunteer-keep = Simpan
volunteer-saved = Tersimpan.
volunteer-active = Aktif
volunteer-paused = Istirahat
volunteer-ended = Berhenti
volunteer-make-active = Aktifkan lagi
volunteer-make-paused = Istirahatkan
volunteer-make-ended = Akhiri
volunteer-morning = Pagi
volunteer-afternoon = Siang
volunteer-evening = Malam
volunteer-skill = Keahlian
volunteer-skills = Yang dapat dilakukan
volunteer-language = Bahasa
volunteer-languages = Bahasa yang dikuasai
volunteer-day = Hari
volunteer-time = Waktu
volunteer-times = Kapan biasanya bisa
volunteer-times-hint = Centang waktu yang biasanya luang; tidak mengikat.
volunteer-only-children = Hanya yang boleh mendampingi anak
volunteer-also-gone = Juga yang istirahat dan berhenti
volunteer-state = Status
volunteer-since = Relawan sejak
volunteer-children = Mendampingi anak
volunteer-may = Boleh
volunteer-may-not-yet = Belum boleh
volunteer-may-not = Tidak mendampingi anak
volunteer-entry = Data orang
volunteer-describe = Perjanjian dan catatan
volunteer-signed = Perjanjian dan kode etik ditandatangani
volunteer-signed-hint = Tanggal pada lembar yang ditandatangani.
volunteer-can = Keahlian dan waktu
volunteer-unknown = Relawan ini tidak ditemukan.
volunteer-day-to-come = Hari itu belum tiba.
volunteer-day-unreadable = Tulis hari, bulan, dan tahun dengan angka.
volunteers-count = { $n } relawan
volunteers-none = Tidak ada relawan seperti itu
volunteers-none-text = Longgarkan saringannya, atau bagikan alamat formulir Jadi relawan.
volunteers-waiting = Menunggu keputusan

skill-storytelling = Mendongeng
skill-reading-aloud = Membacakan buku
skill-tutoring = Membimbing belajar
skill-languages = Mengajar bahasa
skill-shelving = Menata buku
skill-computers = Komputer dan internet
skill-art = Seni rupa dan kerajinan
skill-music = Musik
skill-photography = Foto dan video
skill-events = Membantu acara
skill-garden = Berkebun
skill-driving = Mengemudi
skill-sign-language = Bahasa isyarat
skill-other = Lainnya

## Lamaran

apply-title = Jadi relawan
apply-lead = Beri beberapa jam untuk perpustakaan: mendongeng, menata buku, membimbing belajar, merawat kebun. Isi formulir ini, kami akan menghubungi Anda.
apply-reach-hint = Nomor telepon atau surel, salah satu cukup.
apply-children = Ingin mendampingi anak-anak
apply-words = Mengapa ingin menjadi relawan
apply-words-hint = Beberapa kalimat dengan kata-kata sendiri.
apply-agree = Data ini boleh dipakai perpustakaan untuk menjawab lamaran saya
apply-agree-missing = Centang persetujuan, supaya lamaran boleh kami baca.
apply-privacy = Hanya petugas yang mengurus relawan yang membacanya.
apply-send = Kirim lamaran
apply-home = Ke beranda
apply-thanks-title = Terima kasih
apply-thanks-text = Lamaran Anda sudah kami terima. Petugas akan menghubungi Anda. Untuk mendampingi anak-anak, siapkan SKCK yang masih berlaku.
apply-born-missing = Isi tanggal lahir.
apply-too-young = Relawan berusia sedikitnya { $age } tahun.
apply-unreachable = Isi nomor telepon atau surel, supaya kami dapat menjawab.
apply-enough-today = Hari ini sudah banyak lamaran. Silakan kirim lagi besok, atau datang ke meja layanan.
apply-of = Lamaran { $x }
apply-facts = Isi lamaran
apply-unknown = Lamaran ini tidak ditemukan.
apply-decided = Lamaran ini sudah diputuskan.
apply-who = Apakah orang ini sudah dikenal?
apply-who-hint = Nama, tanggal lahir, atau teleponnya mirip. Pilih orangnya, atau pilih orang baru.
apply-new-person = Orang baru
apply-accept = Terima sebagai relawan
apply-accepted = Diterima. Catat perjanjian dan pemeriksaannya di halaman ini.
apply-reason = Alasan
apply-reason-hint = Pelamar dapat membaca alasan ini.
apply-needs-reason = Tulis alasannya, supaya orangnya tahu.
apply-decline = Tolak
apply-declined = Lamaran ditolak, alasannya tersimpan.

## Pemeriksaan

checks-title = Pemeriksaan
check-kind = Jenis
check-police = SKCK
check-reference = Surat rekomendasi
check-child-protection = Pelatihan perlindungan anak
check-issued = Terbit
check-until = Berlaku sampai
check-until-hint = Kosongkan bila tanpa batas.
check-endless = tanpa batas
check-ended = berakhir { $x }
check-ends = berakhir { $x }
check-ends-before = Tanggal berakhir lebih awal dari tanggal terbit.
check-seen-by = Dilihat oleh
check-see = Catat pemeriksaan
check-see-text = Catat hanya bahwa suratnya sudah dilihat dan sampai kapan berlaku. Isinya tidak disimpan.
check-seen = Pemeriksaan dicatat.
check-withdraw = Tarik
check-withdrawn = Pemeriksaan ditarik.
check-ending = Pemeriksaan berakhir atau segera berakhir
children-may = Boleh mendampingi anak-anak hari ini.
children-may-not = Belum boleh mendampingi anak-anak:
children-not-active = Tidak sedang aktif sebagai relawan.
children-age-unknown = Tanggal lahirnya belum diketahui.
children-too-young = Belum berusia 18 tahun.
children-not-signed = Perjanjian dan kode etik belum ditandatangani.
children-no-check = Belum ada SKCK yang dilihat petugas.
children-check-over = SKCK berakhir { $until }.

## Jam

given-title = Jam yang diberikan
hours-given = Jam yang diberikan
hours-this-year = Tahun ini
hours-pending = Menunggu pengesahan
hours-counted = Disahkan
hours-reversed = Dibatalkan
hours-refused-because = Tidak dihitung: { $x }
hours-day = Hari
hours-long = Lama
hours-long-hint = Dalam jam, misalnya 2 atau 1,5 atau 1:30.
hours-activity = Kegiatan
hours-activity-hint = Misalnya: Mendongeng di ruang anak.
hours-state = Status
hours-enter = Catat jam
hours-entered = Jam tersimpan dan dihitung.
hours-undo = Batalkan
hours-taken-back = Jam dibatalkan. Catatannya tetap ada.
hours-whole = { $n } jam
hours-minutes = { $n } menit
hours-and-minutes = { $hours } jam { $minutes } menit
hours-waiting = Jam menunggu pengesahan
hours-waiting-n = { $n } catatan jam menunggu pengesahan
hours-waiting-none = Tidak ada jam yang menunggu.
hours-confirm = Sahkan
hours-confirmed = Jam { $name } disahkan.
hours-refuse = Tidak dihitung
hours-refused = Jam { $name } tidak dihitung; alasannya dapat dibaca relawan.
hours-unknown = Catatan jam ini tidak ditemukan.
hours-decided = Catatan jam ini sudah diputuskan.
given-unreadable = Tulis lamanya dalam jam, misalnya 2 atau 1,5 atau 1:30.
hours-too-many = Sehari hanya 24 jam, termasuk yang sudah dicatat hari itu.
hours-too-old = Paling jauh setahun ke belakang.
hours-need-activity = Tulis apa yang dikerjakan.

my-hours-text = Petugas mengesahkan jam yang Anda catat; sesudah itu baru dihitung.
my-hours-send = Kirim untuk disahkan
my-hours-entered = Terima kasih. Jam Anda menunggu pengesahan petugas.
my-hours-saved = Keahlian dan waktu Anda tersimpan.
my-hours-resting = Anda sedang tidak aktif sebagai relawan. Hubungi petugas untuk mulai lagi.
my-hours-children = Untuk mendampingi anak-anak masih diperlukan:
my-hours-none = Anda belum menjadi relawan.
my-hours-applied = Lamaran Anda sedang dibaca petugas.
my-hours-declined = Lamaran Anda tidak diterima: { $x }

## Surat

letter-title = Surat terima kasih
letter-number = Nomor
letter-subject = Perihal
letter-opening = Dengan hormat,
letter-thanks = { $library } berterima kasih kepada { $name }, yang sejak { $since } telah memberi { $given } sebagai relawan.
letter-wish = Jam-jam itu menjadi cerita yang didengar anak-anak, rak yang rapi, dan pelajaran yang akhirnya dipahami. Semoga kerja bersama ini terus berlanjut.
letter-hours = Jam yang disahkan
volunteer-letter-closing = Hormat kami,
letter-signer = Kepala Perpustakaan

## Yang menunggu

matter-volunteers = { $n } lamaran relawan menunggu keputusan
matter-volunteer-hours = { $n } catatan jam relawan menunggu pengesahan
matter-volunteer-checks = { $n } pemeriksaan relawan berakhir atau segera berakhir

holding-volunteers-roll = Data sebagai relawan
holding-volunteers-hours = Jam sebagai relawan
holding-volunteers-applications = Lamaran sebagai relawan
volunteer-held-minutes = Menit
volunteer-held-at = Dikirim

## Pesan kepada yang melamar
notice-volunteers-accepted = Lamaran relawan diterima
    .help = Bila Anda melamar menjadi relawan dan diterima.
    .subject = Selamat datang sebagai relawan
    .body = Terima kasih mau membantu. Lamaran Anda diterima.

        Petugas akan menghubungi Anda untuk jadwal pertama. Jam yang Anda berikan tercatat di halaman relawan Anda.
    .short = Terima kasih mau membantu. Lamaran Anda sebagai relawan perpustakaan diterima; petugas akan menghubungi Anda.
notice-volunteers-declined = Lamaran relawan tidak diterima
    .help = Bila Anda melamar menjadi relawan dan kali ini belum dapat diterima.
    .subject = Tentang lamaran Anda sebagai relawan
    .body = Terima kasih sudah menawarkan bantuan. Kali ini lamaran Anda belum dapat diterima:

        { $reason }
    .short = Terima kasih sudah menawarkan bantuan. Lamaran Anda sebagai relawan belum dapat diterima: { $reason }

job-volunteers-forget-declined = Melupakan pelamar yang tidak diterima

invariant-volunteers-reversals-take-back-what-there-was = Jam yang ditarik kembali memang pernah ada

## Yang dapat diminta program lain

api-op-changeVolunteer = Mengubah keahlian, waktu, dan status relawan.
api-op-enterHours = Mencatat jam relawan; langsung dihitung. Catatan yang sama dua kali dihitung sekali.
api-op-listVolunteers = Mendaftar relawan menurut keahlian dan waktunya: sampai 200, menurut nama.
api-op-readVolunteer = Membaca data relawan.
encounter-hours = Orang-orang mitra menjadi relawan { $day }.

held-word-weekday-1 = Senin
held-word-weekday-2 = Selasa
held-word-weekday-3 = Rabu
held-word-weekday-4 = Kamis
held-word-weekday-5 = Jumat
held-word-weekday-6 = Sabtu
held-word-weekday-7 = Minggu
