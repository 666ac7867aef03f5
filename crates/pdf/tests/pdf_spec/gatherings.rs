//! Certificates, posters, sheets to sign, programmes, questionnaires.
use crate::common::{ABOUT, HEAD, Reader, holds};
use pdf::{
    Attendance, Attendee, Blank, Certificate, Colour, Error, PaperQuestion, PaperSection, Poster, Programme,
    ProgrammeDay, ProgrammeRow, ProgrammeSession, Questionnaire, Signer, attendance, certificates, poster,
    programme, questionnaire,
};
use rxing::BarcodeFormat::QR_CODE;

const LINK: &str = "https://perpustakaan.example/sertifikat/K7MR2PXD4H";
const GREEN: Colour = Colour(0, 81, 63);

fn certificate<'a>(name: &'a str, signers: &'a [Signer<'a>]) -> Certificate<'a> {
    Certificate {
        kind: "SERTIFIKAT",
        number_word: "Nomor",
        number: "041/SERTIFIKAT/XI/2026",
        to_word: "diberikan kepada",
        name,
        for_word: "yang telah menyelesaikan",
        course: "Literasi digital",
        facts: &["24 jam", "5 September – 21 November 2026"],
        place_and_date: "Tomohon, 24 November 2026",
        signers,
        link: LINK,
        link_text: "Periksa keasliannya",
        code: "K7MR2-PXD4H",
        with: "bersama Universitas Contoh",
    }
}

fn says_in_order(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        from += text[from..].find(part).unwrap_or_else(|| panic!("{part} after {} in {text}", &text[..from]));
    }
}

#[test]
fn a_certificate_lies_across_says_everything_in_order_and_scans_to_where_it_is_verified() {
    let signers = [
        Signer { role: "Kepala", name: "Nama Satu", number: "NIP 1" },
        Signer { role: "Pengajar", name: "Nama Dua", number: "" },
    ];
    let bytes = certificates(&ABOUT, &HEAD, &[certificate("Maria #panic() Contoh", &signers)]).unwrap();
    let read = Reader::open(bytes);
    assert_eq!(read.pages(), 1);
    let (width, height) = read.size(0);
    assert!((width - 297.0).abs() < 0.1 && (height - 210.0).abs() < 0.1, "{width} × {height}");
    says_in_order(
        &read.text(0),
        &[
            "PerpustakaanUmumKotaTomohon",
            "bersamaUniversitasContoh",
            "SERTIFIKAT",
            "Nomor041/SERTIFIKAT/XI/2026",
            "diberikankepada",
            "Maria#panic()Contoh",
            "yangtelahmenyelesaikan",
            "Literasidigital",
            "24jam",
            "Tomohon,24November2026",
            "Kepala",
            "NamaSatu",
            "NIP1",
            "NamaDua",
            "K7MR2-PXD4H",
            "Periksakeasliannya",
        ],
    );
    assert_eq!(read.scan(0, (215.0, 140.0, 70.0, 55.0), QR_CODE), LINK);
}

#[test]
fn a_class_gets_its_certificates_together_and_the_longest_name_stays_on_its_page() {
    let long = "Wilhelmina Magdalena Kawilarang-Rumengan Wongkar-Pandelaki ".repeat(3);
    let signers = [Signer { role: "Kepala", name: "Nama", number: "" }; 5];
    let all = [certificate(long.trim(), &signers), certificate("Budi", &[])];
    let read = Reader::open(certificates(&ABOUT, &HEAD, &all).unwrap());
    assert_eq!(read.pages(), 2);
    assert_eq!(read.text(0).matches("Kepala").count(), 3, "three have room to sign");
    assert!(read.text(1).contains("Budi"));
    assert_eq!(certificates(&ABOUT, &HEAD, &[]), Err(Error::Nothing));
}

fn invitation<'a>(title: &'a str, picture: Option<(&'a [u8], &'a str)>) -> Poster<'a> {
    Poster {
        kind: "Lokakarya",
        title,
        lead: "Bawa satu kenangan.",
        date: "Sabtu, 5 Desember 2026",
        time: "09.00–12.00 WITA",
        place: "Ruang Lokon",
        facts: &["Gratis", "Mulai 13 tahun"],
        picture,
        link: LINK,
        link_text: "Daftar di sini",
        partners_word: "Bersama",
        partners: &["Universitas Contoh", "Komunitas Contoh"],
        colour: GREEN,
    }
}

/// A PNG of one red pixel.
const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144,
    119, 83, 222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 207, 192, 0, 0, 3, 1, 1, 0, 201, 254, 146,
    239, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

#[test]
fn a_poster_says_what_when_and_where_on_one_page_and_scans() {
    let long =
        "Menulis cerita kampung halaman bersama orang tua, tetangga, dan siapa saja yang mau bercerita";
    for poster_of in [
        invitation("Menulis cerita", None),
        invitation(long, None),
        Poster { colour: Colour(251, 208, 52), ..invitation("Panen", None) },
        invitation("Menulis cerita", Some((PIXEL, "Sebuah titik merah"))),
    ] {
        let read = Reader::open(poster(&ABOUT, &HEAD, &poster_of).unwrap());
        assert_eq!(read.pages(), 1);
        let text = read.text(0);
        for said in [
            "LOKAKARYA",
            "Sabtu,5Desember2026",
            "09.00–12.00WITA",
            "RuangLokon",
            "Gratis",
            "UniversitasContoh",
        ] {
            assert!(text.contains(said), "{said} in {text}");
        }
        assert_eq!(read.scan(0, (140.0, 170.0, 70.0, 100.0), QR_CODE), LINK);
    }
    assert_eq!(poster(&ABOUT, &HEAD, &invitation("", None)), Err(Error::Nothing));
}

#[test]
fn the_picture_of_a_poster_has_words_and_one_that_is_none_is_refused() {
    let bytes = poster(&ABOUT, &HEAD, &invitation("Menulis", Some((PIXEL, "Sebuah titik merah")))).unwrap();
    assert!(holds(&bytes, "/Alt"));
    let broken = poster(&ABOUT, &HEAD, &invitation("Menulis", Some((b"tidak ada gambar", "?"))));
    assert!(matches!(broken, Err(Error::Setting(_))), "{broken:?}");
}

#[test]
fn a_sheet_to_sign_has_a_line_for_everybody_and_its_head_on_every_page() {
    let people = [Attendee { name: "Nama Peserta", institution: "SMP Contoh" }; 40];
    let sheet = Attendance {
        kind: "DAFTAR HADIR",
        title: "Lokakarya",
        facts: &[("Hari", "Sabtu, 5 Desember 2026")],
        columns: ["No.", "Nama", "Instansi", "Tanda tangan"],
        people: &people,
        blank: 12,
        signers: &[Signer { role: "Penanggung jawab", name: "Nama", number: "" }],
    };
    let read = Reader::open(attendance(&ABOUT, &HEAD, &sheet).unwrap());
    assert!(read.pages() >= 2);
    let text: Vec<String> = (0..read.pages()).map(|page| read.text(page)).collect();
    assert!(text.iter().all(|page| page.contains("No.NamaInstansiTandatangan")));
    let all = text.concat();
    assert_eq!(all.matches("NamaPeserta").count(), 40);
    assert!(all.contains("5152") && !all.contains("5253"), "empty lines are numbered too: {all}");
    assert!(all.contains("Penanggungjawab"));
    let nothing = Attendance { people: &[], blank: 0, ..sheet };
    assert_eq!(attendance(&ABOUT, &HEAD, &nothing), Err(Error::Nothing));
}

#[test]
fn a_programme_shows_what_happens_side_by_side_with_rooms() {
    let session = |title| ProgrammeSession { title, speakers: "Nama Contoh", room: "", colour: GREEN };
    let side_by_side =
        [Some(session("Puisi")), None, Some(ProgrammeSession { room: "Halaman", ..session("Dongeng") })];
    let opening = [Some(session("Pembukaan"))];
    let rows = [
        ProgrammeRow { time: "08.30–09.00", sessions: &opening, whole: true },
        ProgrammeRow { time: "09.00–10.30", sessions: &side_by_side, whole: false },
    ];
    let tracks = [("Cerita", "Aula"), ("Warga", "Ruang Empung"), ("Anak", "")];
    let days = [
        ProgrammeDay { date: "Kamis, 3 Desember 2026", tracks: &tracks, rows: &rows },
        ProgrammeDay { date: "Jumat, 4 Desember 2026", tracks: &tracks[..1], rows: &rows[..1] },
    ];
    let festival = Programme {
        title: "Festival Literasi",
        dates: "3–4 Desember 2026",
        time_word: "Waktu",
        days: &days,
        link: LINK,
        link_text: "Perubahan terbaru",
        partners_word: "Bersama",
        partners: &["Universitas Contoh"],
        ..Programme::default()
    };
    let read = Reader::open(programme(&ABOUT, &HEAD, &festival).unwrap());
    assert_eq!(read.pages(), 1);
    assert!(read.size(0).0 > read.size(0).1, "three tracks lie across");
    says_in_order(
        &read.text(0),
        &[
            "FestivalLiterasi",
            "3–4Desember2026",
            "Kamis,3Desember2026",
            "WaktuCeritaAula",
            "WargaRuangEmpung",
            "08.30–09.00Pembukaan",
            "09.00–10.30Puisi",
            "DongengNamaContohHalaman",
            "Jumat,4Desember2026",
            "BersamaUniversitasContoh",
        ],
    );
    assert_eq!(read.scan(0, (220.0, 5.0, 77.0, 60.0), QR_CODE), LINK);
    assert_eq!(programme(&ABOUT, &HEAD, &Programme::default()), Err(Error::Nothing));
}

#[test]
fn a_programme_of_thirty_sessions_goes_on_with_its_tracks_on_the_next_page() {
    let session = Some(ProgrammeSession { title: "Bedah buku", speakers: "Nama", room: "", colour: GREEN });
    let sessions = [session, session, session];
    let rows = [ProgrammeRow { time: "09.00–10.30", sessions: &sessions, whole: false }; 10];
    let tracks = [("Cerita", "Aula"), ("Warga", "Empung"), ("Anak", "Halaman")];
    let days = [ProgrammeDay { date: "Kamis", tracks: &tracks, rows: &rows }; 3];
    let festival = Programme { title: "Festival", days: &days, time_word: "Waktu", ..Programme::default() };
    let read = Reader::open(programme(&ABOUT, &HEAD, &festival).unwrap());
    let text: Vec<String> = (0..read.pages()).map(|page| read.text(page)).collect();
    assert!(text.len() > 1 && text.iter().all(|page| page.contains("CeritaAula")), "{text:?}");
    assert_eq!(text.concat().matches("Bedahbuku").count(), 90);
}

#[test]
fn a_questionnaire_numbers_its_questions_through_and_bears_its_mark_on_every_page() {
    let ask = |ask, blank| PaperQuestion { ask, help: "", blank };
    let steps = Blank::Steps { steps: &["1", "2", "3"], low: "buruk", high: "baik" };
    let questions =
        [ask("Seberapa sering?", Blank::Boxes(&["Setiap minggu", "Jarang"])), ask("Seberapa puas?", steps)];
    let many = [ask("Saran?", Blank::Lines(4)); 12];
    let sections = [
        PaperSection { title: "Kunjungan", questions: &questions },
        PaperSection { title: "Saran", questions: &many },
    ];
    let paper = Questionnaire {
        title: "Survei",
        note: "Tanpa nama.",
        link: LINK,
        link_text: "Isi lewat ponsel",
        sections: &sections,
        mark: "K7MR2A · versi 2",
        ..Questionnaire::default()
    };
    let read = Reader::open(questionnaire(&ABOUT, &HEAD, &paper).unwrap());
    assert!(read.pages() > 1);
    let text: Vec<String> = (0..read.pages()).map(|page| read.text(page)).collect();
    assert!(text.iter().all(|page| page.contains("K7MR2A·versi2")));
    says_in_order(
        &text.concat(),
        &[
            "Survei",
            "Tanpanama.",
            "Kunjungan",
            "1.Seberapasering?",
            "Setiapminggu",
            "2.Seberapapuas?",
            "buruk123baik",
            "14.Saran?",
        ],
    );
    assert_eq!(read.scan(0, (140.0, 35.0, 60.0, 50.0), QR_CODE), LINK);
    assert_eq!(questionnaire(&ABOUT, &HEAD, &Questionnaire::default()), Err(Error::Nothing));
}
