//! A voice in one language: what templates use to say anything.

use super::{Lang, Lexicon, Whole};
use crate::html::{Html, escape};
use fluent_bundle::{FluentArgs, FluentValue};

/// A value put into a sentence: numbers are written in the language's way, text as it is.
pub type Value<'a> = FluentValue<'a>;

/// One language of the lexicon, small and copyable; templates call it `t`.
///
/// Texts never hold isolation marks. A key nobody knows is shown as itself and logged.
#[derive(Clone, Copy)]
pub struct Speech {
    lexicon: &'static Lexicon,
    lang: Lang,
}

impl Speech {
    /// A voice in `lang`.
    pub fn new(lexicon: &'static Lexicon, lang: Lang) -> Speech {
        Speech { lexicon, lang }
    }

    /// The language spoken.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The same words in the other language, for a language switch.
    pub fn other(self) -> Speech {
        Speech { lang: self.lang.other(), ..self }
    }

    /// A sentence without values.
    pub fn say(self, key: &str) -> &str {
        self.lexicon.ready(self.lang, key).unwrap_or_else(|| unknown(key))
    }

    /// A sentence without values, where the lexicon has it: for names that come from outside the program.
    pub fn known(self, key: &str) -> Option<&'static str> {
        self.lexicon.ready(self.lang, key)
    }

    /// A sentence with values. Templates leave out the `&`, which askama adds:
    /// `{{ t.with("seats-left", [("n", left.into()), ("of", seats.into())]) }}`.
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        if let Some(text) = self.lexicon.ready(self.lang, key) {
            return text.to_owned();
        }
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.lexicon.filled(self.lang, key, &args).unwrap_or_else(|| unknown(key).to_owned())
    }

    /// A sentence with one number, `$n`.
    pub fn count(self, key: &str, n: impl Whole) -> String {
        self.with(key, &[("n", n.whole().into())])
    }

    /// A sentence with one text or number, `$x`.
    pub fn about<'a>(self, key: &str, x: impl Into<Value<'a>>) -> String {
        self.with(key, &[("x", x.into())])
    }

    /// A sentence whose Fluent text holds HTML (`<b>{ $title }</b>`): the text is ours and trusted, the
    /// values are escaped.
    pub fn html(self, key: &str, values: &[(&str, Value<'_>)]) -> Html {
        let escaped: Vec<_> = values
            .iter()
            .map(|(name, value)| match value {
                FluentValue::String(text) => (*name, Value::from(escape(text))),
                other => (*name, other.clone()),
            })
            .collect();
        Html::trusted(self.with(key, &escaped))
    }
}

impl std::fmt::Debug for Speech {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Speech").field(&self.lang).finish()
    }
}

fn unknown(key: &str) -> &str {
    tracing::error!(key, "a text is missing from the lexicon");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(lang: Lang) -> Speech {
        let id = "halo = Halo\nhasil = { $n } hasil\nsambut = <b>{ $x }</b> datang\n";
        let en = "halo = Hello\nhasil = { $n ->\n  [one] one result\n  *[other] { $n } results\n }\nsambut = <b>{ $x }</b> comes\n";
        Speech::new(Lexicon::new(&[(Lang::Id, id), (Lang::En, en)]).unwrap().keep(), lang)
    }

    #[test]
    fn a_sentence_is_said_in_the_language_of_the_voice() {
        assert_eq!(voice(Lang::Id).say("halo"), "Halo");
        assert_eq!(voice(Lang::En).say("halo"), "Hello");
        assert_eq!(voice(Lang::Id).other().say("halo"), "Hello");
    }

    #[test]
    fn numbers_in_sentences_follow_the_language_and_carry_no_isolation_marks() {
        assert_eq!(voice(Lang::Id).count("hasil", 46_210), "46.210 hasil");
        assert_eq!(voice(Lang::En).count("hasil", 46_210), "46,210 results");
        assert_eq!(voice(Lang::En).count("hasil", 1), "one result");
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(voice(Lang::Id).say("tidak-ada"), "tidak-ada");
        assert_eq!(voice(Lang::Id).with("tidak-ada", &[]), "tidak-ada");
    }

    #[test]
    fn values_in_a_sentence_with_markup_are_escaped() {
        let said = voice(Lang::Id).html("sambut", &[("x", "<script>".into())]);
        assert_eq!(said.to_string(), "<b>&#60;script&#62;</b> datang");
    }
}
