//! Petals and threads as path data. Every number is rounded to a tenth, so the same on every machine.

use std::f64::consts::{PI, TAU};
use std::fmt::Write as _;

/// A tenth is enough; a negative zero is a zero.
fn tenth(v: f64) -> f64 {
    (v * 10.0 + 0.5).floor() / 10.0 + 0.0
}

/// A flower of lozenge petals, angular like a step in ikat.
struct Flower {
    petals: u32,
    inner: f64,
    outer: f64,
    width: f64,
    turn: f64,
}

impl Flower {
    fn at(&self, x: f64, y: f64) -> String {
        let mut path = String::new();
        let middle = (self.inner + self.outer) * 0.52;
        for petal in 0..self.petals {
            let (sin, cos) = (f64::from(petal) / f64::from(self.petals) * TAU + self.turn).sin_cos();
            let point = |radius: f64, side: f64| {
                format!("{},{}", tenth(x + radius * sin + side * cos), tenth(y - radius * cos + side * sin))
            };
            let (root, right) = (point(self.inner, 0.0), point(middle, self.width));
            let (tip, left) = (point(self.outer, 0.0), point(middle, -self.width));
            let _ = write!(path, "M{root}L{right} {tip} {left}z");
        }
        path
    }
}

/// Petals, inner radius, outer radius and width of the flower of each DDC class.
const SHELF: [(u32, f64, f64, f64); 10] = [
    (16, 3.0, 11.4, 1.35),
    (3, 1.0, 11.2, 5.2),
    (6, 1.0, 11.4, 1.9),
    (12, 2.0, 11.4, 2.0),
    (5, 1.0, 10.6, 4.6),
    (4, 1.0, 10.8, 4.8),
    (10, 2.6, 11.2, 1.9),
    (5, 1.0, 11.4, 2.6),
    (7, 2.0, 11.2, 2.6),
    (8, 1.0, 11.4, 1.8),
];

/// The flower of a DDC class, 0–9.
pub fn shelf_flower(class: usize) -> String {
    let (petals, inner, outer, width) = SHELF[class];
    // The hydrangea stands on its corner, so that four petals do not read as a cross.
    let turn = if class == 5 { PI / 4.0 } else { 0.0 };
    Flower { petals, inner, outer, width, turn }.at(0.0, 0.0)
}

fn thread(width: u8, colour: &str, path: &str) -> String {
    format!("<path fill=\"none\" stroke=\"var(--{colour})\" stroke-width=\"{width}\" d=\"{path}\"/>")
}

fn fill(colour: &str, path: &str) -> String {
    format!("<path fill=\"var(--{colour})\" d=\"{path}\"/>")
}

/// The net of hexagons with a knot in each: Pinatikan.
pub fn net() -> String {
    let (mut net, mut knots) = (String::new(), String::new());
    let knot = Flower { petals: 4, inner: 0.0, outer: 7.0, width: 2.4, turn: 0.0 };
    for row in 0..6 {
        let y = f64::from(row * 27 - 6);
        let start = if row % 2 == 1 { 15.6 } else { 0.0 };
        for column in 0..5 {
            let x = start + 31.2 * f64::from(column);
            if x < 140.0 {
                let _ = write!(net, "M{} {}l13.9 8v16l-13.9 8-13.9-8v-16z", tenth(x), tenth(y - 16.0));
                knots += &knot.at(x, y);
            }
        }
    }
    thread(2, "c2", &net) + &fill("c3", &knots)
}

/// One large blossom, a smaller one turned inside it.
pub fn blossom() -> String {
    let radius = 62.0;
    let outer = Flower { petals: 12, inner: radius * 0.2, outer: radius, width: radius * 0.17, turn: 0.0 };
    let inner = Flower {
        petals: 12,
        inner: radius * 0.12,
        outer: radius * 0.6,
        width: radius * 0.1,
        turn: PI / 12.0,
    };
    fill("c2", &outer.at(60.0, 56.0))
        + &fill("c3", &inner.at(60.0, 56.0))
        + &fill("c1", "M60 49l6 3.5v7l-6 3.5-6-3.5v-7z")
}

/// Stripes of many widths, lozenges in the wide gaps.
pub fn stripes() -> String {
    let (mut bands, mut stones) = (String::new(), String::new());
    let widths = [3, 9, 3, 3, 16, 3, 3, 9, 3, 22, 3, 9, 3, 3, 16];
    let mut x = 6;
    for (i, width) in widths.into_iter().cycle().enumerate() {
        if x >= 120 {
            break;
        }
        if i % 2 == 0 {
            let _ = write!(bands, "M{x} 0h{width}v112h-{width}z");
        } else if width > 8 {
            let middle = f64::from(x) + f64::from(width) / 2.0;
            for y in (8..112).step_by(16) {
                let _ = write!(stones, "M{middle} {}l4 5-4 5-4-5z", y - 5);
            }
        }
        x += width + 2;
    }
    fill("c2", &bands) + &fill("c3", &stones)
}

/// Lozenges in lozenges.
pub fn lozenges() -> String {
    let (mut frames, mut stones) = (String::new(), String::new());
    for (row, y) in (0..=120).step_by(28).enumerate() {
        for x in (if row % 2 == 1 { 20 } else { 0 }..=140).step_by(40) {
            let _ = write!(frames, "M{x} {}l17 24-17 24-17-24zm0 8l-11 16 11 16 11-16z", y - 24);
            let _ = write!(stones, "M{x} {}l5.5 8-5.5 8-5.5-8z", y - 8);
        }
    }
    format!("<path fill=\"var(--c2)\" fill-rule=\"evenodd\" d=\"{frames}\"/>") + &fill("c3", &stones)
}

/// Waves of thread, every third one thin and bright.
pub fn zigzag() -> String {
    let (mut thick, mut thin) = (String::new(), String::new());
    for (i, y) in (-20..120).step_by(16).enumerate() {
        let wave = format!("M-6 {}{}", y + 16, "l10-12 10 12".repeat(7));
        if i % 3 == 1 { thin += &wave } else { thick += &wave }
    }
    thread(6, "c2", &thick) + &thread(3, "c3", &thin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dahlia_is_drawn_as_on_the_shelf_ends() {
        let dahlia = shelf_flower(3);
        assert!(dahlia.starts_with("M0,-2L2,-7 0,-11.4 -2,-7zM1,-1.7L5.2,-5 5.7,-9.9 1.8,-7z"), "{dahlia}");
        assert!(dahlia.ends_with("M-1,-1.7L-1.8,-7 -5.7,-9.9 -5.2,-5z"), "{dahlia}");
    }

    #[test]
    fn the_weaves_are_drawn_as_designed() {
        assert!(
            net().starts_with(
                "<path fill=\"none\" stroke=\"var(--c2)\" stroke-width=\"2\" d=\"M0 -22l13.9 8v16"
            )
        );
        assert!(net().contains("M0,-6L2.4,-9.6 0,-13 -2.4,-9.6z") && net().contains("M109.2 113l13.9 8"));
        assert!(
            blossom().contains("M60,43.6L70.5,17.3 60,-6 49.5,17.3zM66.2,45.3L88.5,27.8 91,2.3 70.2,17.2z")
        );
        assert!(stripes().contains("M116 0h3v112h-3z") && stripes().contains("M15.5 99l4 5-4 5-4-5z"));
        assert!(
            lozenges().contains("M140 60l17 24-17 24-17-24z")
                && lozenges().contains("M20 20l5.5 8-5.5 8-5.5-8z")
        );
        assert!(zigzag().contains("M-6 28l10-12 10 12"));
    }
}
