//! Colour arithmetic for the token table: OKLCH to sRGB and WCAG contrast.
//! Used by the build script (hex fallbacks) and by the contrast test.

/// A colour in OKLCH: lightness 0–1, chroma, hue in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// Lightness, 0 to 1.
    pub l: f64,
    /// Chroma.
    pub c: f64,
    /// Hue in degrees.
    pub h: f64,
}

impl Oklch {
    /// Linear sRGB, unclipped (Ottosson 2020).
    fn linear(self) -> [f64; 3] {
        let (sin, cos) = self.h.to_radians().sin_cos();
        let (a, b) = (self.c * cos, self.c * sin);
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }

    /// The nearest 8-bit sRGB value, channel by channel.
    pub fn rgb(self) -> [u8; 3] {
        self.linear().map(|v| {
            let v = v.clamp(0.0, 1.0);
            let v = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
            (v * 255.0).round() as u8
        })
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.rgb();
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// Reads the inside of `oklch(…)`: three numbers and an optional `/ alpha`.
pub fn parse(inner: &str) -> Option<(Oklch, Option<f64>)> {
    let (colour, alpha) = match inner.split_once('/') {
        Some((colour, alpha)) => (colour, Some(alpha.trim().parse().ok()?)),
        None => (inner, None),
    };
    let mut parts = colour.split_whitespace().map(str::parse::<f64>);
    let mut next = || parts.next()?.ok();
    let colour = Oklch { l: next()?, c: next()?, h: next()? };
    parts.next().is_none().then_some((colour, alpha))
}
