//! How questions stand in a form, and nothing typed is lost between its steps.

use instruments::{Answer, Question, Questions, Text, Typed, YES, rules::field, show};
use ui::{Html, Lang, Lexicon, Speech, part::Errors};

use crate::town::{answers, content, typed};

fn speech(lang: Lang) -> Speech {
    let sources = [ui::TEXTS, instruments::TEXTS].concat();
    Speech::new(Lexicon::new(&sources).unwrap().keep(), lang)
}

fn form(fields: &[(&str, &str)]) -> Typed {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Typed::of(&fields)
}

fn html(questions: &Questions) -> String {
    Html::of(questions).as_str().to_owned()
}

#[test]
fn what_was_typed_comes_back_beside_what_is_wrong_with_it() {
    let typed =
        form(&[("asked", "0.2.3.4"), (field(0), "2"), (field(3), "dua ratus"), (field(4), "Lampu <baru>")]);
    let mut errors = Errors::new();
    errors.add(field(3), "Tulis angka bulat.");
    let page = html(&Questions::new(speech(Lang::Id), &content(), &typed, &errors));
    for there in ["value=\"2\" checked", "value=\"dua ratus\"", "Tulis angka bulat.", "Lampu &#60;baru&#62;"]
    {
        assert!(page.contains(there), "{there} in {page}");
    }
    assert!(!page.contains("Seberapa sering?"), "it is not asked of whoever does not visit");
    assert!(page.contains("name=\"asked\" value=\"0.2.3.4\""));
}

#[test]
fn a_step_shows_its_own_questions_and_carries_every_other_answer_once() {
    let mut given = answers(4, "Lampu");
    given.insert(4, Answer::Number(42));
    let typed = typed(&given);
    let page = html(&Questions::step(speech(Lang::Id), &content(), &typed, &Errors::new(), 1));
    assert!(page.contains("Pendapat") && !page.contains("Kunjungan"));
    for (place, value) in [(0, "1"), (1, "1")] {
        let hidden = format!("<input type=\"hidden\" name=\"{}\" value=\"{value}\">", field(place));
        assert_eq!(page.matches(&hidden).count(), 1, "{hidden}");
        assert_eq!(page.matches(&format!("name=\"{}\"", field(place))).count(), 1);
    }
    assert!(page.contains("value=\"42\"") && page.contains(">Lampu</textarea>"));
    assert!(page.contains("name=\"asked\" value=\"0.1.2.3.4\""));
    let last = html(&Questions::none(&typed));
    assert_eq!(last.matches("type=\"hidden\"").count(), 6, "five answers and what was asked");
}

#[test]
fn questions_speak_english_where_they_have_the_words() {
    let mut content = content();
    content.sections[0].questions[0].ask = Text::new("Pernah berkunjung?", "Have you visited?");
    let page = html(&Questions::new(speech(Lang::En), &content, &Typed::default(), &Errors::new()));
    assert!(page.contains("Have you visited?") && page.contains("Yes"), "{page}");
    assert!(page.contains("Seberapa puas?"), "Indonesian stands where English is missing");
}

#[test]
fn a_paper_form_asks_everything_and_says_what_depends_on_what() {
    let page = html(&Questions::whole(speech(Lang::Id), &content(), &Typed::default(), &Errors::new()));
    assert!(page.contains("Hanya bila jawaban nomor 1 adalah “Ya”."), "{page}");
    assert!(page.contains("name=\"asked\" value=\"0.1.2.3.4\""));
}

#[test]
fn answers_are_read_back_in_words() {
    let (t, content) = (speech(Lang::Id), content());
    let words =
        |place: usize, answer: Answer| show::words(t, content.questions().nth(place).unwrap(), &answer);
    assert_eq!(words(0, Answer::Picked(vec![YES])), "Ya");
    assert_eq!(words(1, Answer::Picked(vec![2])), "Setiap bulan");
    assert_eq!(words(2, Answer::Picked(vec![5])), "5");
    assert_eq!(words(3, Answer::Number(1250)), "1.250");
    let table = show::answered(t, "Jawaban", &content, &answers(4, "Lampu"), None);
    assert_eq!(table.rows.len(), 5, "every question that was asked, answered or not");
}

#[test]
fn statements_judged_by_one_scale_stand_in_one_table_and_others_by_themselves() {
    let mut content = content();
    let satisfied = content.sections[1].questions[0].clone();
    let again = |key: u16, ask: &str| Question { key, ask: Text::new(ask, ""), ..satisfied.clone() };
    content.sections[1].questions.insert(1, again(6, "Ruang baca"));
    content.sections[1].questions.insert(2, Question { steps: 3, ..again(7, "Suara") });
    let mut errors = Errors::new();
    errors.add(field(3), "Pilih satu.");
    let typed = form(&[("asked", "0.2.3.4.5.6"), (field(2), "4")]);
    let page = html(&Questions::new(speech(Lang::Id), &content, &typed, &errors));
    let table = page.split("<table").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("type=\"radio\"").count(), 10, "two statements with five steps: {table}");
    assert!(table.contains("value=\"4\" checked") && table.contains("Pilih satu."), "{table}");
    assert!(!table.contains("Suara") && page.contains("Suara"), "another scale stands by itself");
}
