//! Files as answers: kept when they come, handed over to staff, gone with the person or when the form was never sent.

use axum::http::StatusCode;
use instruments::{
    Access, Answer, Answers, Attached, Content, Kind, MOST_FILES, Purpose, Section, Text, Typed, responding,
    rules, uploads,
};
use jiff::SignedDuration;
use kernel::Id;
use people::{Profile, parties};
use platform::files::{self, FileHash, Files};
use store::{Store, sql, vals};
use trial::{PDF, act, on_both};
use web::Uploaded;

use crate::town::{SCHEMAS, answer, asking, citizen, keys, module, now, question, write};

/// A call: one's idea, and a drawing of it where one has some, in two steps.
fn content() -> Content {
    let mut drawing = question(2, "Gambar rancangan", Kind::File);
    drawing.required = false;
    let section = |title: &str, one| Section { title: Text::new(title, ""), questions: vec![one] };
    Content {
        sections: vec![
            section("Gambar", drawing),
            section("Usulan", question(1, "Apa usulan Anda?", Kind::Short)),
        ],
        last_key: 2,
        ..Content::default()
    }
}

fn answers(file: Option<Attached>) -> Answers {
    let mut answers = Answers::from([(1, Answer::Said("Taman baca".into()))]);
    answers.extend(file.map(|file| (2, Answer::File(file))));
    answers
}

fn typed(file: Option<Attached>) -> Typed {
    Typed::all(&content(), &answers(file))
}

fn keep(store: &Store, files: &Files, name: &str, content: &'static [u8]) -> store::Result<Attached> {
    let (files, name) = (files.clone(), name.to_owned());
    write(store, move |tx| {
        let file = Uploaded { field: "q00".into(), name: name.clone(), content: content.to_vec() };
        uploads::keep(tx, &now(), &files, &file)
    })
}

fn is_known(store: &Store, file: &FileHash) -> bool {
    let file = file.clone();
    store.read_blocking(move |tx| files::described(tx, &file)).unwrap().is_some()
}

#[test]
fn a_file_is_kept_with_the_answers_and_gone_with_whoever_handed_it_in() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    on_both(SCHEMAS, |store| {
        let (_, version) = asking(store, Purpose::Call, Access::Link, false, content());
        let person = citizen(store, "Meiske Contoh");
        let file = keep(store, &files, "rancangan taman.pdf", PDF).unwrap();
        let kept = answer(store, version, "satu", &typed(Some(file.clone())), "", Some(person)).unwrap();
        let (_, read) = store.read_blocking(move |tx| responding::read(tx, kept.id)).unwrap();
        assert_eq!(read, answers(Some(file.clone())));
        let found = store.read_blocking(move |tx| instruments::attached(tx, kept.id, 2)).unwrap();
        assert_eq!(
            (files.get(&found.file).unwrap().as_slice(), found.name.as_str()),
            (PDF, "rancangan taman.pdf")
        );
        let none = store.read_blocking(move |tx| instruments::attached(tx, kept.id, 1));
        assert_eq!(keys(none), ["response-unknown"]);
        uploads::sweep(store, &act("2026-08-09T02:25")).unwrap();
        assert!(is_known(store, &file.file), "what was sent stays");
        let holding = module().holdings[0];
        write(store, move |tx| (holding.erase)(tx, &now(), person)).unwrap();
        assert!(!is_known(store, &file.file), "the file goes with the words");
    });
}

#[test]
fn a_file_whose_form_is_never_sent_is_swept_after_a_day_and_no_answer_before_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path()).unwrap();
    on_both(SCHEMAS, |store| {
        let (_, version) = asking(store, Purpose::Call, Access::Link, false, content());
        let made_up = Attached { file: FileHash::of(b"never sent"), name: "lain.pdf".into() };
        let refused = answer(store, version, "satu", &typed(Some(made_up)), "", None);
        assert_eq!(keys(refused), ["answer-file-lost"]);
        let file = keep(store, &files, "gambar.pdf", PDF).unwrap();
        uploads::sweep(store, &act("2026-08-06T09:29")).unwrap();
        assert!(is_known(store, &file.file), "a form may be filled in for a day");
        uploads::sweep(store, &act("2026-08-06T09:30")).unwrap();
        assert!(!is_known(store, &file.file));
        let late = answer(store, version, "dua", &typed(Some(file)), "", None);
        assert_eq!(keys(late), ["answer-file-lost"]);
        assert_eq!(keys(keep(store, &files, "alat.exe", b"MZ\x90\0")), ["file-of-another-kind"]);
    });
}

#[test]
fn a_survey_counts_and_takes_no_files_and_no_form_takes_many() {
    let mut content = content();
    let found = |content: &Content, purpose| -> Vec<&str> {
        rules::objections(content, purpose).iter().map(|message| message.key).collect()
    };
    assert_eq!(found(&content, Purpose::Survey), ["draft-file-uncounted"]);
    assert!(found(&content, Purpose::Call).is_empty());
    let more = (3u16..).take(MOST_FILES).map(|key| question(key, "Satu lagi", Kind::File));
    content.sections[0].questions.extend(more);
    assert_eq!(found(&content, Purpose::Call), ["draft-files-full"]);
}

struct Asked {
    house: house::House,
    head: String,
    code: String,
}

/// A call that is open, and somebody who reads what comes.
fn asked() -> Asked {
    let house =
        house::House::new(|files| vec![web::pages::module(), people::module(), instruments::module(files)]);
    let hire = |name: &'static str, login: &str, role: &str| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        let person = house.store.write_blocking(move |tx| parties::enter(tx, &house::act(), &profile));
        house.signed_in(person.unwrap(), login, name, &[role])
    };
    let head = hire("Olivia Pangkey", "olivia", "head");
    let (one, _) = asking(&house.store, Purpose::Call, Access::Link, false, content());
    Asked { house, head, code: one.code }
}

/// What a hidden field of a form holds.
fn hidden(page: &str, name: &str) -> String {
    let sign = format!("name=\"{name}\" value=\"");
    let after = page.split(&sign).nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn whoever_answers_hands_a_file_in_without_any_script_and_staff_alone_may_have_it() {
    let Asked { house, head, code } = asked();
    let path = format!("/tanya/{code}");
    let first = house.get("", &path);
    first.says("enctype=\"multipart/form-data\"");
    let cap = web::stamp::given(house::act().at - SignedDuration::from_mins(1));
    let version = hidden(&first.text, "versi");
    let step = |aksi: &'static str, langkah: &'static str| {
        vec![("cap", cap.as_str()), ("versi", version.as_str()), ("langkah", langkah), ("aksi", aksi)]
    };
    let sent = |fields: Vec<(&str, &str)>, (name, content): (&str, &[u8])| {
        house.upload("", &path, &fields, ("q00", name, content))
    };
    let forward = || [step("lanjut", "0"), vec![("asked", "0")]].concat();
    let wrong = sent(forward(), ("alat.exe", b"MZ\x90\0"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("id=\"q00-error\"");
    let next = sent(forward(), ("rancangan taman.pdf", PDF));
    assert_eq!(next.status, StatusCode::OK, "{}", next.text);
    let kept = hidden(&next.text, "q00");
    assert!(kept.ends_with(" rancangan taman.pdf"), "carried to the next step: {kept}");
    next.says("Apa usulan Anda?");
    // One step back it is still there, and may be left out again.
    let back = [step("kembali", "1"), vec![("asked", "0.1"), ("q00", kept.as_str())]].concat();
    sent(back, ("", b"")).says("name=\"q00_drop\"");
    let without =
        [step("lanjut", "0"), vec![("asked", "0.1"), ("q00", kept.as_str()), ("q00_drop", "1")]].concat();
    assert_eq!(hidden(&sent(without, ("", b"")).text, "q00"), "");
    let done =
        [step("kirim", "2"), vec![("asked", "0.1"), ("q00", kept.as_str()), ("q01", "Taman baca")]].concat();
    let done = sent(done, ("", b""));
    assert_eq!(done.to, Some(format!("{path}/terima-kasih")), "{}", done.text);

    let list = house.get(&head, &format!("/staf/kuesioner/{code}/jawaban")).text;
    let base = format!("/staf/kuesioner/{code}/jawaban/");
    let one = list.split("href=\"").find(|rest| rest.starts_with(&base)).unwrap();
    let one = one.split('"').next().unwrap().to_owned();
    let file = format!("{one}/berkas/2");
    house.get(&head, &one).says(&format!("href=\"{file}\""));
    let paper = house.get(&head, &file);
    assert_eq!((paper.bytes.as_slice(), paper.kind.as_str()), (PDF, "application/pdf"));
    assert_eq!(paper.header("content-disposition"), "attachment; filename=\"rancangan-taman.pdf\"");
    assert_eq!(paper.header("x-content-type-options"), "nosniff");
    assert_eq!(house.get("", &file).status, StatusCode::SEE_OTHER, "nobody without an account");
    assert_eq!(house.get(&head, &format!("{one}/berkas/1")).status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.get(&head, &format!("{base}{}/berkas/2", Id::<()>::new())).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn a_scan_is_entered_with_a_paper_form() {
    let Asked { house, head, code } = asked();
    let path = format!("/staf/kuesioner/{code}/kertas");
    let blank = house.get(&head, &path);
    blank.says("enctype=\"multipart/form-data\"");
    let (version, form) = (hidden(&blank.text, "versi"), hidden(&blank.text, "form"));
    let fields =
        |form| vec![("versi", version.as_str()), ("form", form), ("asked", "0.1"), ("q01", "Taman baca")];
    let wrong = house.upload(&head, &path, &fields(form.as_str()), ("q00", "alat.exe", b"MZ\x90\0"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Taman baca");
    let kept = house.upload(&head, &path, &fields(form.as_str()), ("q00", "lembar.pdf", PDF));
    assert_eq!(kept.to.as_deref(), Some(path.as_str()), "{}", kept.text);
    let names: Vec<(String,)> = house
        .store
        .read_blocking(|tx| {
            tx.all(sql!("SELECT said FROM instrument_answer WHERE file IS NOT NULL"), vals![])
        })
        .unwrap();
    assert_eq!(names, [("lembar.pdf".to_owned(),)]);
}

#[test]
fn from_one_place_come_so_many_files_a_day_and_no_more() {
    let Asked { house, code, .. } = asked();
    let path = format!("/tanya/{code}");
    let version = hidden(&house.get("", &path).text, "versi");
    house.store.write_blocking(|tx| platform::sendings::PER_DEVICE.set(tx, &house::act(), "2")).unwrap();
    let fields = [("versi", version.as_str()), ("langkah", "0"), ("aksi", "lanjut"), ("asked", "0")];
    let send = |content: &[u8]| house.upload("", &path, &fields, ("q00", "satu.pdf", content)).status;
    for words in ["satu", "dua", "satu"] {
        assert_eq!(send(trial::pdf(words)), StatusCode::OK, "the same one is no other file");
    }
    assert_eq!(send(trial::pdf("tiga")), StatusCode::TOO_MANY_REQUESTS);
}
