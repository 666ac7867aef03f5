//! The art of the house, drawn by code: ten shelf flowers and five weaves.

mod shapes;

/// The flower symbols `d0`–`d9`, one per DDC class.
pub fn flowers() -> impl Iterator<Item = (&'static str, String)> {
    const NAMES: [&str; 10] = ["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"];
    NAMES.into_iter().enumerate().map(|(class, name)| {
        let petals = shapes::shelf_flower(class);
        (name, format!("<symbol id=\"{name}\" viewBox=\"-12 -12 24 24\"><path d=\"{petals}\"/></symbol>"))
    })
}

/// The weave symbols `w1`–`w5` of generated covers and empty states.
pub fn weaves() -> impl Iterator<Item = (&'static str, String)> {
    let drawn = [
        ("w1", shapes::net()),
        ("w2", shapes::blossom()),
        ("w3", shapes::stripes()),
        ("w4", shapes::lozenges()),
        ("w5", shapes::zigzag()),
    ];
    drawn.into_iter().map(|(name, shapes)| {
        let open =
            format!("<symbol id=\"{name}\" viewBox=\"0 0 120 112\" preserveAspectRatio=\"xMidYMid slice\">");
        (name, format!("{open}{shapes}</symbol>"))
    })
}

/// The emblem of the house: a woven flower in a hexagon.
pub const EMBLEM: &str = concat!(
    "<svg viewBox=\"0 0 48 54\" aria-hidden=\"true\"><path fill=\"#00513f\" d=\"M24 0l23.4 13.5v27L24 54 .6 40.5v-27z\"/>",
    "<path fill=\"#fbd034\" d=\"M24,23.8L28.4,14.7 24,6.5 19.6,14.7zM26.3,24.7L35.8,21.4 38.5,12.5 29.6,15.2zM27.2,27L36.3,31.4 44.5,27 36.3,22.6zM26.3,29.3L29.6,38.8 38.5,41.5 35.8,32.6zM24,30.2L19.6,39.3 24,47.5 28.4,39.3zM21.7,29.3L12.2,32.6 9.5,41.5 18.4,38.8zM20.8,27L11.7,22.6 3.5,27 11.7,31.4zM21.7,24.7L18.4,15.2 9.5,12.5 12.2,21.4z\"/>",
    "<path fill=\"#e0528f\" d=\"M25.1,24.2L28.8,20.3 28.8,15.5 25.3,18.8zM26.8,25.9L32.2,25.7 35.5,22.2 30.7,22.2zM26.8,28.1L30.7,31.8 35.5,31.8 32.2,28.3zM25.1,29.8L25.3,35.2 28.8,38.5 28.8,33.7zM22.9,29.8L19.2,33.7 19.2,38.5 22.7,35.2zM21.2,28.1L15.8,28.3 12.5,31.8 17.3,31.8zM21.2,25.9L17.3,22.2 12.5,22.2 15.8,25.7zM22.9,24.2L22.7,18.8 19.2,15.5 19.2,20.3z\"/>",
    "<path fill=\"#fff\" d=\"M24 23.5l3.5 3.5-3.5 3.5-3.5-3.5z\"/>",
    "</svg>"
);
