//! Every pair of tokens that meets on a page, in both themes, against WCAG 2.2: 7 for body text, 4.5 for
//! other text, 3 for parts of controls and charts.

use crate::colour::{Oklch, parse};
use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../styles/tokens.css");

const BODY_TEXT: &[(&str, &str)] = &[
    ("ink", "bg"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink-2", "bg"),
    ("ink-2", "surface"),
    ("ink-2", "sunken"),
    ("on-night", "night"),
    ("on-night", "night-2"),
    ("ink", "ok-soft"),
    ("ink", "warn-soft"),
    ("ink", "bad-soft"),
    ("ink", "info-soft"),
    ("ink", "krisan-soft"),
    ("ink", "primary-soft"),
];
const TEXT: &[(&str, &str)] = &[
    ("ink-3", "bg"),
    ("ink-3", "surface"),
    ("ink-3", "sunken"),
    ("link", "bg"),
    ("link", "surface"),
    ("link", "sunken"),
    ("visited", "bg"),
    ("dahlia", "bg"),
    ("dahlia", "surface"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("primary", "bg"),
    ("primary", "surface"),
    ("primary", "warn-soft"),
    ("primary", "bad-soft"),
    ("primary", "primary-soft"),
    ("on-krisan", "krisan"),
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("info", "info-soft"),
    ("ok", "bg"),
    ("bad", "bg"),
    ("bad", "surface"),
    ("on-night-2", "night"),
];
const CONTROLS: &[(&str, &str)] = &[
    ("line-strong", "surface"),
    ("line-strong", "bg"),
    ("line-strong", "sunken"),
    ("focus-in", "bg"),
    ("krisan", "night"),
    ("bad", "surface"),
    ("viz-1", "surface"),
    ("viz-2", "surface"),
    ("viz-3", "surface"),
    ("viz-4", "surface"),
    ("viz-5", "surface"),
    ("viz-6", "surface"),
];

type Theme = BTreeMap<&'static str, Oklch>;

/// The tokens of the block that `open` starts.
fn block(open: &str) -> Theme {
    let (_, after) = TOKENS.split_once(open).unwrap();
    let (block, _) = after.split_once("\n}").unwrap();
    block
        .split("--")
        .filter_map(|declaration| {
            let (name, value) = declaration.split_once(": oklch(")?;
            Some((name, parse(value.split_once(')')?.0)?.0))
        })
        .collect()
}

fn themes() -> [(&'static str, Theme); 2] {
    let light = block(":root {");
    let mut dark = light.clone();
    dark.extend(block(":root:not([data-theme=\"light\"]) {"));
    [("light", light), ("dark", dark)]
}

/// Relative luminance of the 8-bit colour (WCAG 2.2).
fn luminance(colour: Oklch) -> f64 {
    let [r, g, b] = colour.rgb().map(|v| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn ratio(a: Oklch, b: Oklch) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_of_tokens_is_readable_in_both_themes() {
    let mut faults = Vec::new();
    for (name, theme) in themes() {
        for (pairs, least) in [(BODY_TEXT, 7.0), (TEXT, 4.5), (CONTROLS, 3.0)] {
            for (front, back) in pairs {
                // On dark ground the outer, bright ring of the focus carries the contrast.
                if name == "dark" && *front == "focus-in" {
                    continue;
                }
                let ratio = ratio(theme[front], theme[back]);
                if ratio < least {
                    faults.push(format!("{name}: {front} on {back} is {ratio:.2}, needs {least}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_known_colour_has_its_known_hex_and_contrast() {
    let (red, _) = parse("0.627955 0.257683 29.2339").unwrap();
    assert_eq!(red.hex(), "#ff0000");
    let (black, white) = (parse("0 0 0").unwrap().0, parse("1 0 0").unwrap().0);
    assert!((ratio(black, white) - 21.0).abs() < 1e-9);
    assert_eq!(parse("0 0 0 / .5"), Some((black, Some(0.5))));
    assert_eq!(parse("red"), None);
}
