//! The lines a librarian edits.

use marc::{Field, LineError, LineReason, Record};

#[test]
fn a_record_is_readable_as_lines() {
    let record = Record::default()
        .with(Field::control("001", "tmh-1"))
        .with(Field::control("008", "240101s2005    io"))
        .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
        .with(Field::data("500", ' ', ' ').with('a', " costs $5 {sic} #1 "))
        .with(Field::control("FMT", "BK"))
        .with(Field::data("900", ' ', '#'));
    let lines = "\
=LDR 00000nam#a2200000#i#4500
001 tmh-1
008 240101s2005####io
245 10 $a Laskar pelangi / $c Andrea Hirata.
500 ## $a {sp}costs {dollar}5 {lcub}sic} #1{sp}
=FMT BK
900 #{num} $
";
    assert_eq!(record.to_lines(), lines);
    assert_eq!(Record::from_lines(lines), Ok(record));
}

#[test]
fn what_people_type_is_read_too() {
    let typed = "\r\n=LDR  00000nam a2200000 i 4500\r\n\r\n245 10$aLaskar pelangi /   $cAndrea Hirata.  \r\n=100  1#$a Hirata";
    let record = Record::from_lines(typed).unwrap();
    assert_eq!(record.text("245", "ac"), "Laskar pelangi / Andrea Hirata.");
    assert_eq!(record.first("100"), Some(&Field::data("100", '1', ' ').with('a', "Hirata")));
}

#[test]
fn every_wrong_line_is_named_with_its_number_and_reason() {
    let text = "=LDR tooshort\n245 1 $a x\n245 10 Laskar\n245 10 $a x $\n24é 10 $a x\n500 ## $a {oops}\n500 ## $a ok";
    let error = |line, reason| LineError { line, reason };
    assert_eq!(
        Record::from_lines(text),
        Err(vec![
            error(1, LineReason::Leader),
            error(2, LineReason::Indicators),
            error(3, LineReason::SubfieldsMissing),
            error(4, LineReason::Code),
            error(5, LineReason::Tag),
            error(6, LineReason::Escape),
        ])
    );
    assert_eq!(Record::from_lines(""), Err(vec![error(1, LineReason::LeaderMissing)]));
    assert_eq!(Record::from_lines("001 x"), Err(vec![error(1, LineReason::LeaderMissing)]));
    assert_eq!(LineReason::Escape.key(), "escape");
}

#[test]
fn a_tag_that_lost_a_digit_and_a_separator_in_the_text_are_told_of_by_line() {
    let text = "=LDR 00000nam a2200000 i 4500\n24 10 $a Hilang\n2450 10 $a Hilang\n500 ## $a satu\u{1E}dua\n500 ## $a {U+001F}";
    let error = |line, reason| LineError { line, reason };
    assert_eq!(
        Record::from_lines(text),
        Err(vec![
            error(2, LineReason::Tag),
            error(3, LineReason::Tag),
            error(4, LineReason::Separator),
            error(5, LineReason::Separator),
        ])
    );
    assert_eq!(LineReason::Separator.key(), "separator");
}
