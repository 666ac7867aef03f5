//! What the tests of this crate share.

#![allow(non_snake_case)]

use crate::{Lang, Lexicon, Speech, TEXTS};
use std::sync::LazyLock;

static WORDS: LazyLock<&'static Lexicon> = LazyLock::new(|| Lexicon::new(&TEXTS).unwrap().keep());

/// The program speaking Indonesian.
pub fn ID() -> Speech {
    Speech::new(&WORDS, Lang::Id)
}

/// The program speaking English.
pub fn EN() -> Speech {
    Speech::new(&WORDS, Lang::En)
}
