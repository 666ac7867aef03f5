//! Every document once, to look at: `cargo run -p pdf --example documents -- FOLDER`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "an example that fails should say where")]

use pdf::{
    About, Block, Both, Card, CardText, Colour, Column, Consent, Fact, Head, Label, Letter, Sheet, Sides,
    Signer,
};
use std::path::PathBuf;

const HEAD: Head<'_> = Head {
    kind: "Perpustakaan Umum",
    name: "Kota Tomohon",
    address: &["Jalan Contoh 1, Kakaskasen, Tomohon 95416", "perpustakaan.example"],
    emblem: r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 54"><path fill="#fbd034" d="M24 0l23.4 13.5v27L24 54 .6 40.5v-27z"/><path fill="#00513f" d="M24 13l12.5 7.2v13.6L24 41l-12.5-7.2V20.2z"/></svg>"##,
};

fn about(title: &str) -> About<'_> {
    About { title, lang: "id", date: jiff::civil::date(2026, 11, 24) }
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    std::fs::create_dir_all(&folder).unwrap();
    let save = |name: &str, made: Result<Vec<u8>, pdf::Error>| {
        std::fs::write(folder.join(name), made.unwrap()).unwrap();
    };

    let colours = [Colour(0, 81, 63), Colour(251, 208, 52), Colour(176, 42, 88), Colour(38, 84, 148)];
    let names = [
        "Maria Rumengan",
        "Wilhelmina Magdalena Kawilarang-Rumengan Wongkar",
        "I Gusti Ngurah Bagus Adnyana",
        "#panic() *bold* 王小明",
    ];
    let numbers: Vec<String> = (0..23).map(|i| format!("A-{:05}", 418 + i)).collect();
    let cards: Vec<Card<'_>> = numbers
        .iter()
        .enumerate()
        .map(|(i, number)| Card {
            name: names[i % 4],
            number,
            kind: "Anggota pelajar",
            until: "Berlaku sampai 24 November 2027",
            colour: colours[i % 4],
        })
        .collect();
    let text = CardText {
        sides: Sides::Both,
        found: "Kartu ini milik perpustakaan. Bila ditemukan, mohon dikembalikan ke meja sirkulasi.",
    };
    save("cards.pdf", pdf::member_cards(&about("Kartu anggota"), &HEAD, &text, &cards[..4]));
    save("sheets.pdf", pdf::card_sheets(&about("Kartu anggota"), &HEAD, &text, &cards));

    let stickers: Vec<Label<'_>> = numbers
        .iter()
        .enumerate()
        .map(|(i, code)| Label {
            call_number: ["635.933 BUD b", "R 499.221 KAM k", "F WUI", "899.221309598 RUM s"][i % 4],
            code,
            title: "Budi daya bunga krisan di dataran tinggi: panduan untuk petani muda dan pekarangan",
            colour: colours[i % 4],
        })
        .collect();
    save("labels.pdf", pdf::labels(&about("Label"), &HEAD, &Sheet::A4_24, 4, &stickers));

    let both = |first, second| Both { first, second };
    let consent = Consent {
        second_lang: "en",
        title: both("Persetujuan orang tua atau wali", "Consent of a parent or guardian"),
        intro: &[both(
            "Anak yang disebut di bawah ini ingin menjadi anggota perpustakaan. Untuk itu perpustakaan meminta persetujuan Anda.",
            "The child named below would like to join the library. The library asks for your consent.",
        )],
        facts: &[
            Fact { label: both("Nama anak", "Child's name"), value: "Maria Rumengan" },
            Fact { label: both("Tanggal lahir", "Date of birth"), value: "" },
            Fact { label: both("Nama orang tua atau wali", "Parent or guardian"), value: "" },
            Fact { label: both("Nomor telepon", "Telephone"), value: "" },
        ],
        choices_title: both("Saya mengizinkan:", "I agree that:"),
        choices: &[
            both("Anak saya menjadi anggota dan meminjam buku.", "My child joins and borrows books."),
            both(
                "Foto anak saya pada kegiatan boleh ditampilkan.",
                "Photographs of my child at events may be shown.",
            ),
        ],
        place_and_date: both("Tempat dan tanggal", "Place and date"),
        signers: &[
            both("Orang tua atau wali", "Parent or guardian"),
            both("Petugas perpustakaan", "Library staff"),
        ],
        note: both(
            "Persetujuan ini dapat ditarik kembali kapan saja di meja perpustakaan.",
            "This consent can be withdrawn at any time at the library's desk.",
        ),
        code: "A-00418",
    };
    save("consent.pdf", pdf::consent_form(&about("Persetujuan orang tua atau wali"), &HEAD, &consent));

    let rows: Vec<[String; 2]> =
        (1..=40).map(|i| [format!("Buku contoh {i}"), format!("{}.000", i * 7)]).collect();
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let letter = Letter {
        place_and_date: "Tomohon, 24 November 2026",
        facts: &[("Nomor", "041/PERPUS/XI/2026"), ("Lampiran", "–"), ("Perihal", "Ucapan terima kasih")],
        to: &["Yth. Bapak/Ibu Penyumbang Buku", "di Tomohon"],
        body: &[
            Block::Paragraph("Dengan hormat,"),
            Block::Paragraph(
                "Terima kasih atas buku-buku yang telah Bapak/Ibu sumbangkan. Buku-buku itu sudah kami catat dan mulai \
                 minggu depan dapat dipinjam oleh semua anggota perpustakaan.",
            ),
            Block::List(&["dua puluh buku anak", "dua puluh buku tentang bunga"]),
            Block::Heading("Daftar buku"),
            Block::Table {
                columns: &[
                    Column { name: "Judul", number: false },
                    Column { name: "Nilai (Rp)", number: true },
                ],
                rows: &cells,
            },
        ],
        closing: "Hormat kami,",
        signers: &[
            Signer { role: "Kepala Perpustakaan", name: "", number: "" },
            Signer { role: "Pustakawan", name: "Contoh Nama", number: "NIP 00000000" },
        ],
        copies: ("Tembusan", &["Wali Kota Tomohon", "Arsip"]),
    };
    save("letter.pdf", pdf::letter(&about("Ucapan terima kasih"), &HEAD, &letter));
    gatherings(&save);
}

/// What is printed for those who come together.
fn gatherings(save: &impl Fn(&str, Result<Vec<u8>, pdf::Error>)) {
    let signers = [
        Signer { role: "Kepala Perpustakaan", name: "Contoh Nama Satu", number: "NIP 00000000" },
        Signer { role: "Pengajar", name: "Contoh Nama Dua", number: "" },
    ];
    let certificate = pdf::Certificate {
        kind: "SERTIFIKAT",
        number_word: "Nomor",
        number: "041/SERTIFIKAT/XI/2026",
        to_word: "diberikan kepada",
        name: "Maria Rumengan",
        for_word: "yang telah menyelesaikan kursus",
        course: "Literasi digital untuk usaha kecil",
        facts: &["24 jam pelajaran", "5 September – 21 November 2026"],
        place_and_date: "Tomohon, 24 November 2026",
        signers: &signers,
        link: "https://perpustakaan.example/sertifikat/K7MR2PXD4H",
        link_text: "Periksa keasliannya: perpustakaan.example/sertifikat",
        code: "K7MR2-PXD4H",
        with: "bekerja sama dengan Universitas Contoh",
    };
    save("certificates.pdf", pdf::certificates(&about("Sertifikat"), &HEAD, &[certificate]));
    let poster = pdf::Poster {
        kind: "Lokakarya",
        title: "Menulis cerita kampung halaman",
        lead: "Bawa satu kenangan; pulang dengan satu cerita yang selesai.",
        date: "Sabtu, 5 Desember 2026",
        time: "09.00–12.00 WITA",
        place: "Ruang Lokon",
        facts: &["Untuk siapa saja mulai 13 tahun", "Gratis, 30 tempat"],
        picture: None,
        link: "https://perpustakaan.example/kegiatan/K-041",
        link_text: "Daftar di sini: perpustakaan.example/kegiatan/K-041",
        partners_word: "Bersama",
        partners: &["Universitas Contoh", "Komunitas Penulis Contoh"],
        colour: Colour(0, 81, 63),
    };
    save("poster.pdf", pdf::poster(&about("Poster"), &HEAD, &poster));
    let people: Vec<pdf::Attendee<'_>> = ["Contoh Peserta Satu", "Contoh Peserta Dua"]
        .map(|name| pdf::Attendee { name, institution: "SMP Contoh" })
        .repeat(8);
    let sheet = pdf::Attendance {
        kind: "DAFTAR HADIR",
        title: "Menulis cerita kampung halaman",
        facts: &[("Hari", "Sabtu, 5 Desember 2026"), ("Tempat", "Ruang Lokon")],
        columns: ["No.", "Nama", "Instansi", "Tanda tangan"],
        people: &people,
        blank: 10,
        signers: &signers[..1],
    };
    save("attendance.pdf", pdf::attendance(&about("Daftar hadir"), &HEAD, &sheet));
    let session =
        |title, colour| Some(pdf::ProgrammeSession { title, speakers: "Contoh Nama", room: "", colour });
    let morning = [
        session("Menulis kampung halaman", Colour(0, 81, 63)),
        session("Merawat arsip keluarga", Colour(176, 42, 88)),
        session("Dongeng pagi", Colour(38, 84, 148)),
    ];
    let opening = [session("Pembukaan", Colour(138, 109, 0))];
    let rows = [
        pdf::ProgrammeRow { time: "08.30–09.00", sessions: &opening, whole: true },
        pdf::ProgrammeRow { time: "09.00–10.30", sessions: &morning, whole: false },
    ];
    let tracks = [("Cerita", "Aula"), ("Warga", "Ruang Empung"), ("Anak", "Halaman")];
    let festival = pdf::Programme {
        title: "Festival Literasi",
        dates: "3–5 Desember 2026",
        lead: "Tiga hari membaca, menulis, dan bercerita bersama.",
        time_word: "Waktu",
        days: &[pdf::ProgrammeDay { date: "Kamis, 3 Desember 2026", tracks: &tracks, rows: &rows }],
        link: "https://perpustakaan.example/festival",
        link_text: "Perubahan terbaru: perpustakaan.example/festival",
        partners_word: "Bersama",
        partners: &["Universitas Contoh"],
    };
    save("programme.pdf", pdf::programme(&about("Program festival"), &HEAD, &festival));
    let ask = |ask, help, blank| pdf::PaperQuestion { ask, help, blank };
    let scale =
        pdf::Blank::Steps { steps: &["1", "2", "3", "4", "5"], low: "sangat kurang", high: "sangat baik" };
    let questions = [
        ask("Seberapa sering Anda datang?", "Pilih satu.", pdf::Blank::Boxes(&["Setiap minggu", "Jarang"])),
        ask("Bagaimana pelayanan petugas?", "Pilih satu.", scale),
        ask("Apa yang perlu kami perbaiki?", "", pdf::Blank::Lines(4)),
    ];
    let paper = pdf::Questionnaire {
        title: "Survei kepuasan pengguna",
        intro: "Lima menit Anda membantu kami.",
        note: "Jangan menulis nama: jawaban ini tanpa nama.",
        link: "https://perpustakaan.example/tanya/K7MR2A",
        link_text: "Isi lewat ponsel",
        sections: &[pdf::PaperSection { title: "Pendapat Anda", questions: &questions }],
        mark: "K7MR2A · versi 2",
    };
    save("questionnaire.pdf", pdf::questionnaire(&about("Survei"), &HEAD, &paper));
}
