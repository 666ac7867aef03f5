//! All words of the program, read once at start from the Fluent texts of every module, and checked:
//! a key said in one language is said in the other, with the same variables.

use super::{Lang, format};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    panic::resume_unwind,
    thread,
};
use unic_langid::LanguageIdentifier;

/// Everything the program can say, in every language.
pub struct Lexicon {
    id: Tongue,
    en: Tongue,
}

/// One language: finished sentences, and those that wait for their values.
struct Tongue {
    ready: HashMap<String, Box<str>>,
    bundle: FluentBundle<FluentResource>,
}

/// What is wrong with the Fluent texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Problem {
    /// The text does not parse.
    #[error("{}: {what}", lang.code())]
    Syntax {
        /// The language of the text.
        lang: Lang,
        /// The parser's complaint and the offending text.
        what: String,
    },
    /// Two texts give the same key.
    #[error("{}: `{key}` is given twice", lang.code())]
    Duplicate {
        /// The language.
        lang: Lang,
        /// The key.
        key: String,
    },
    /// A key is missing in a language.
    #[error("{}: `{key}` is missing", lang.code())]
    Missing {
        /// The language that lacks it.
        lang: Lang,
        /// The key.
        key: String,
    },
    /// The languages use different variables.
    #[error("`{key}` uses {id:?} in id but {en:?} in en")]
    Variables {
        /// The key.
        key: String,
        /// Variables of the Indonesian text.
        id: BTreeSet<String>,
        /// Variables of the English text.
        en: BTreeSet<String>,
    },
    /// A message refers to a message or term that is not there.
    #[error("{}: `{key}` refers to `{to}`, which does not exist", lang.code())]
    Reference {
        /// The language.
        lang: Lang,
        /// The key that refers.
        key: String,
        /// What it refers to.
        to: String,
    },
}

/// The Fluent texts cannot be used; every problem is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// All problems, sorted.
    pub problems: Vec<Problem>,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the texts of the interface have {} problem(s):", self.problems.len())?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for LexiconError {}

/// What a message needs before it can be said.
#[derive(Default)]
struct Needs {
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl Lexicon {
    /// Reads and checks the texts. Messages without variables are finished here.
    ///
    /// # Errors
    /// [`LexiconError`] with every problem found.
    pub fn new(sources: &[(Lang, &'static str)]) -> Result<Lexicon, LexiconError> {
        let read = |lang| {
            let mut problems = Vec::new();
            (Tongue::read(lang, sources, &mut problems), problems)
        };
        // Side by side: nothing else can be said before both are read.
        let (((id, id_needs), mut problems), ((en, en_needs), more)) = thread::scope(|scope| {
            let en = scope.spawn(|| read(Lang::En));
            (read(Lang::Id), en.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        problems.extend(more);
        for (mine, theirs, lang) in [(&id_needs, &en_needs, Lang::En), (&en_needs, &id_needs, Lang::Id)] {
            for key in mine.keys().filter(|key| !theirs.contains_key(*key)) {
                problems.push(Problem::Missing { lang, key: key.clone() });
            }
        }
        for (key, id) in &id_needs {
            if let Some(en) = en_needs.get(key).filter(|en| *en != id) {
                problems.push(Problem::Variables { key: key.clone(), id: id.clone(), en: en.clone() });
            }
        }
        if problems.is_empty() {
            return Ok(Lexicon { id, en });
        }
        problems.sort();
        Err(LexiconError { problems })
    }

    /// Keeps the lexicon for the life of the program, so that speech can be a small copyable value.
    pub fn keep(self) -> &'static Lexicon {
        Box::leak(Box::new(self))
    }

    /// Whether a text stands under `key` in `lang`.
    pub fn knows(&self, lang: Lang, key: &str) -> bool {
        let bundle = &self.tongue(lang).bundle;
        match key.split_once('.') {
            Some((key, attribute)) => {
                bundle.get_message(key).is_some_and(|m| m.get_attribute(attribute).is_some())
            }
            None => bundle.has_message(key),
        }
    }

    fn tongue(&self, lang: Lang) -> &Tongue {
        match lang {
            Lang::Id => &self.id,
            Lang::En => &self.en,
        }
    }

    /// A finished sentence; `None` when the key is unknown or needs values.
    pub(super) fn ready(&self, lang: Lang, key: &str) -> Option<&str> {
        self.tongue(lang).ready.get(key).map(AsRef::as_ref)
    }

    /// A sentence with its values; `None` when the key is unknown or a value is missing.
    pub(super) fn filled(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.tongue(lang).fill(key, Some(args))
    }
}

impl Tongue {
    /// Reads one language's texts; returns the variables of each key beside it.
    fn read(
        lang: Lang,
        sources: &[(Lang, &'static str)],
        problems: &mut Vec<Problem>,
    ) -> (Tongue, BTreeMap<String, BTreeSet<String>>) {
        let tag: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Id => |value, _| format::fluent_number(Lang::Id, value),
            Lang::En => |value, _| format::fluent_number(Lang::En, value),
        }));
        if let Err(error) = bundle.add_builtins() {
            problems.push(Problem::Syntax { lang, what: error.to_string() });
        }
        let mut needs = BTreeMap::new();
        for (_, text) in sources.iter().filter(|(of, _)| *of == lang) {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                    problems.extend(
                        errors.iter().map(|error| Problem::Syntax { lang, what: describe(error, text) }),
                    );
                    resource
                });
            for key in read_entries(&resource, &mut needs) {
                problems.push(Problem::Duplicate { lang, key });
            }
            bundle.add_resource_overriding(resource);
        }
        let variables = resolve(lang, &needs, problems);
        let mut tongue = Tongue { ready: HashMap::new(), bundle };
        let plain: Vec<&String> =
            variables.iter().filter(|(_, variables)| variables.is_empty()).map(|(key, _)| key).collect();
        for key in plain {
            if let Some(text) = tongue.fill(key, None) {
                tongue.ready.insert(key.clone(), text.into());
            }
        }
        (tongue, variables)
    }

    fn fill(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = match key.split_once('.') {
            Some((key, attribute)) => self.bundle.get_message(key)?.get_attribute(attribute)?.value(),
            None => self.bundle.get_message(key)?.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text could not be filled in");
        }
        Some(text.into_owned())
    }
}

fn describe(error: &fluent_syntax::parser::ParserError, text: &str) -> String {
    let start = error.slice.as_ref().map_or(error.pos.start, |slice| slice.start);
    let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
    let near = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    format!("line {line}: {error} near `{near}`")
}

/// Notes what each message, attribute and term needs; returns the keys given twice.
fn read_entries(resource: &FluentResource, needs: &mut BTreeMap<String, Needs>) -> Vec<String> {
    let mut twice = Vec::new();
    for entry in resource.entries() {
        let (key, value, attributes) = match entry {
            Entry::Message(message) => {
                (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
            }
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        let attributes = attributes.iter().map(|a| (format!("{key}.{}", a.id.name), &a.value));
        for (key, pattern) in value.map(|value| (key.clone(), value)).into_iter().chain(attributes) {
            let mut need = Needs::default();
            need.read(pattern);
            if needs.insert(key.clone(), need).is_some() {
                twice.push(key);
            }
        }
    }
    twice
}

impl Needs {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.read_expression(expression);
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                variants.iter().for_each(|variant| self.read(&variant.value));
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        let dotted = |key: String, attribute: Option<&str>| match attribute {
            Some(attribute) => format!("{key}.{attribute}"),
            None => key,
        };
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.references.insert(dotted(id.name.to_owned(), attribute.as_ref().map(|a| a.name)));
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                self.references.insert(dotted(format!("-{}", id.name), attribute.as_ref().map(|a| a.name)));
                arguments.iter().for_each(|arguments| self.read_arguments(arguments));
            }
            InlineExpression::FunctionReference { arguments, .. } => self.read_arguments(arguments),
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|inline| self.read_inline(inline));
        arguments.named.iter().for_each(|named| self.read_inline(&named.value));
    }
}

/// The variables each public key needs, its references followed. Terms see no outside variables.
fn resolve(
    lang: Lang,
    needs: &BTreeMap<String, Needs>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut resolved = BTreeMap::new();
    for (key, need) in needs {
        for to in need.references.iter().filter(|to| !needs.contains_key(*to)) {
            problems.push(Problem::Reference { lang, key: key.clone(), to: to.clone() });
        }
        if key.starts_with('-') {
            continue;
        }
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![key]);
        let mut variables = BTreeSet::new();
        while let Some(next) = waiting.pop() {
            if let Some(need) = needs.get(next).filter(|_| seen.insert(next)) {
                variables.extend(need.variables.iter().cloned());
                waiting.extend(need.references.iter().filter(|to| !to.starts_with('-')));
            }
        }
        resolved.insert(key.clone(), variables);
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(id: &'static str, en: &'static str) -> Vec<String> {
        match Lexicon::new(&[(Lang::Id, id), (Lang::En, en)]) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_key_missing_in_one_language_is_named() {
        assert_eq!(problems("a = satu\nb = dua\n", "a = one\n"), ["en: `b` is missing"]);
        assert_eq!(problems("a = satu\n", "a = one\nc = three\n"), ["id: `c` is missing"]);
    }

    #[test]
    fn a_key_given_twice_is_named_even_across_modules() {
        let sources = [(Lang::Id, "a = satu\n"), (Lang::Id, "a = lagi\n"), (Lang::En, "a = one\n")];
        let error = Lexicon::new(&sources).err().unwrap();
        assert_eq!(error.problems, [Problem::Duplicate { lang: Lang::Id, key: "a".into() }]);
    }

    #[test]
    fn languages_that_use_other_variables_are_named() {
        assert_eq!(
            problems("a = { $n } buku\n", "a = { $count } books\n"),
            ["`a` uses {\"n\"} in id but {\"count\"} in en"]
        );
        assert!(problems("a = { $n }\n", "a = { $n ->\n [one] a\n *[other] { $n } b\n }\n").is_empty());
    }

    #[test]
    fn a_text_that_does_not_parse_is_named_with_its_line() {
        let found = problems("a = baik\nb = { $n\n", "a = good\nb = { $n }\n");
        assert!(found.iter().any(|problem| problem.starts_with("id: line 2")), "{found:?}");
    }

    #[test]
    fn a_reference_to_nothing_is_named() {
        let found = problems("a = { tidak-ada }\n", "a = { -none }\n");
        assert_eq!(
            found,
            [
                "id: `a` refers to `tidak-ada`, which does not exist",
                "en: `a` refers to `-none`, which does not exist"
            ]
        );
    }

    #[test]
    fn variables_behind_a_reference_count() {
        let text = "inner = { $n }\nouter = x { inner }\n";
        assert!(problems(text, text).is_empty());
        let lexicon = Lexicon::new(&[(Lang::Id, text), (Lang::En, text)]).unwrap();
        assert_eq!(lexicon.ready(Lang::Id, "outer"), None);
    }
}
