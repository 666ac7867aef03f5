//! What a library decides about questionnaires.

use platform::settings::{Default, Setting};

/// How many must have answered a survey, or a question of it, before anything of it is shown.
pub const LEAST_ANSWERS: Setting =
    Setting { key: "instruments.least-answers", value: Default::Number { at_first: 5, least: 1, most: 100 } };

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[LEAST_ANSWERS];
