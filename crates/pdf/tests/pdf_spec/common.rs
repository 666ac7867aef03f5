//! A PDF read back as a person, a scanner and a screen reader would: its pages, text, tags and pixels.

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings,
        Paint, PathDrawMode, SoftMask, font::Glyph, hayro_cmap::BfString, interpret_page,
    },
    hayro_syntax::Pdf,
    vello_cpu::{
        color::palette::css::WHITE,
        kurbo::{Affine, BezPath, Rect},
    },
};
use pdf::{About, Head};
use rxing::BarcodeFormat;

pub const ABOUT: About<'_> =
    About { title: "Kartu anggota", lang: "id", date: jiff::civil::date(2026, 11, 24) };
pub const HEAD: Head<'_> = Head {
    kind: "Perpustakaan Umum",
    name: "Kota Tomohon",
    address: &["Jalan Contoh 1, Tomohon", "perpustakaan.example"],
    emblem: r##"<svg viewBox="0 0 48 54"><path fill="#fbd034" d="M24 0l23.4 13.5v27L24 54 .6 40.5v-27z"/></svg>"##,
};

/// A PDF that was read.
pub struct Reader(Pdf);

impl Reader {
    pub fn open(bytes: Vec<u8>) -> Reader {
        Reader(Pdf::new(bytes).expect("a PDF that a reader opens"))
    }

    pub fn pages(&self) -> usize {
        self.0.pages().len()
    }

    /// Width and height of a page in millimetres.
    pub fn size(&self, page: usize) -> (f32, f32) {
        let (width, height) = self.0.pages()[page].render_dimensions();
        (width / 72.0 * 25.4, height / 72.0 * 25.4)
    }

    /// The text of a page in its order, without spaces and ends of lines.
    pub fn text(&self, page: usize) -> String {
        let page = &self.0.pages()[page];
        let cache = InterpreterCache::new();
        let all = Rect::new(-1e5, -1e5, 1e5, 1e5);
        let mut context =
            Context::new(Affine::IDENTITY, all, &cache, page.xref(), InterpreterSettings::default());
        let mut listener = Listener::default();
        interpret_page(page, &mut context, &mut listener);
        listener.0
    }

    /// A page as grey pixels at 300 dpi: the pixels, width and height.
    pub fn pixels(&self, page: usize) -> (Vec<u8>, u32, u32) {
        let scale = 300.0 / 72.0;
        let settings =
            RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..Default::default() };
        let cache = RenderCache::new();
        let drawn = hayro::render(&self.0.pages()[page], &cache, &InterpreterSettings::default(), &settings);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let grey =
            drawn.data().iter().map(|p| ((u32::from(p.r) + u32::from(p.g) * 2 + u32::from(p.b)) / 4) as u8);
        (grey.collect(), width, height)
    }

    /// What a scanner reads in a part of a page; `x`, `y`, `width`, `height` in millimetres.
    pub fn scan(
        &self,
        page: usize,
        (x, y, width, height): (f32, f32, f32, f32),
        kind: BarcodeFormat,
    ) -> String {
        let (pixels, across, _) = self.pixels(page);
        let dots = |mm: f32| (mm / 25.4 * 300.0) as usize;
        let part: Vec<u8> = pixels
            .chunks(across as usize)
            .skip(dots(y))
            .take(dots(height))
            .flat_map(|row| row.iter().skip(dots(x)).take(dots(width)))
            .copied()
            .collect();
        let width = (dots(width)).min(across as usize - dots(x));
        let height = part.len() / width;
        rxing::helpers::detect_in_luma(part, width as u32, height as u32, Some(kind))
            .expect("a code that scans")
            .getText()
            .to_owned()
    }
}

/// Hears the text and does not look at the rest.
#[derive(Default)]
struct Listener(String);

impl<'a> Device<'a> for Listener {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let said = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => "\u{fffd}".to_owned(),
        };
        self.0.extend(said.chars().filter(|c| !c.is_whitespace()));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Whether the bytes contain a text.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
