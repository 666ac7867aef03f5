//! Stylesheets: `@import` inlined, the token table drawn for every theme, comments and blanks taken out.

use crate::colour;
use std::{fs, io, path::Path};

/// The stylesheet `entry` with each `@import "x.css";` replaced by `styles/x.css`.
pub fn assemble(entry: &str, styles: &Path) -> io::Result<String> {
    let mut css = String::new();
    for line in entry.lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some("tokens.css") => css.push_str(&themes(&fs::read_to_string(styles.join("tokens.css"))?)),
            Some(name) => css.push_str(&fs::read_to_string(styles.join(name))?),
            None => css.push_str(line),
        }
        css.push('\n');
    }
    Ok(minify(&hexed(&css, Scope::OutsideSupports)))
}

/// Which `oklch()` colours become hex: all, or all but those within the `@supports` block of the tokens.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Everything,
    OutsideSupports,
}

const SUPPORTS: &str = "@supports (color: oklch(0 0 0)) {";
const SUPPORTS_END: &str = "/* end of oklch */";

/// Draws the themes from the two token blocks: hex first, the dark table for a dark system and for
/// `data-theme="dark"`, and both again in OKLCH where the browser knows it.
fn themes(tokens: &str) -> String {
    let tokens = strip_comments(tokens);
    let (light, rest) = block(&tokens, "\n:root {");
    let (dark, rest) = block(rest, ":root:not([data-theme=\"light\"]) {");
    let rest = rest.trim_start().trim_start_matches('}');
    let wide =
        |block: &str| declarations(block).filter(|d| d.contains("oklch(")).collect::<Vec<_>>().join(";");
    let table = |light: &str, dark: &str| {
        format!(
            ":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ {dark} }} }}\n\
             :root[data-theme=\"dark\"] {{ {dark} }}\n"
        )
    };
    let hex = hexed(&table(light, dark), Scope::Everything);
    let oklch = table(&wide(light), &wide(dark));
    format!("@layer tokens {{\n{hex}\n{SUPPORTS}\n{oklch}}}{SUPPORTS_END}\n{rest}")
}

/// The text between `open` and the next line that starts with `}`, and what follows it.
fn block<'a>(css: &'a str, open: &str) -> (&'a str, &'a str) {
    let (_, after) = css.split_once(open).unwrap_or_default();
    after.split_once("\n}").unwrap_or_default()
}

fn declarations(block: &str) -> impl Iterator<Item = &str> {
    block.split(';').map(str::trim).filter(|d| !d.is_empty())
}

fn hexed(css: &str, scope: Scope) -> String {
    if scope == Scope::OutsideSupports
        && let Some((before, rest)) = css.split_once(SUPPORTS)
        && let Some((wide, after)) = rest.split_once(SUPPORTS_END)
    {
        return format!(
            "{}{SUPPORTS}{wide}{}",
            hexed(before, Scope::Everything),
            hexed(after, Scope::Everything)
        );
    }
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("oklch(") {
        out.push_str(before);
        let (inner, tail) = after.split_once(')').unwrap_or((after, ""));
        match colour::parse(inner) {
            Some((colour, None)) => out.push_str(&colour.hex()),
            Some((colour, Some(alpha))) => {
                out.push_str(&colour.hex());
                out.push_str(&format!("{:02x}", (alpha * 255.0).round() as u8));
            }
            None => out.push_str(&format!("oklch({inner})")),
        }
        rest = tail;
    }
    out + rest
}

fn strip_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    out + rest
}

fn minify(css: &str) -> String {
    let mut css = strip_comments(css).split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [
        (" {", "{"),
        ("{ ", "{"),
        ("; ", ";"),
        ("} ", "}"),
        (";}", "}"),
        (" }", "}"),
        (": ", ":"),
        (", ", ","),
    ] {
        css = css.replace(from, to);
    }
    css.replace(";}", "}")
}
