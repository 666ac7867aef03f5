#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use image::{Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

const SMALL: Size = Size { width: 240, height: 360 };
const LARGE: Size = Size { width: 640, height: 960 };

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) }
    }))
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose EXIF says how the camera was held, and where.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"Rumah di Kakaskasen");
    let segment = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &segment, &jpeg[2..]].concat()
}

/// The beginning of a PNG that promises a size.
fn promise(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut crc = 0xffff_ffff_u32;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let pixels_follow = b"\0\0\0\x64IDAT".to_vec();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec(), chunk, (!crc).to_be_bytes().to_vec(), pixels_follow].concat()
}

#[test]
fn every_allowed_format_comes_out_as_jpeg_in_the_sizes_asked_for() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let [small, large] = rewrite(&written(&two_halves(1000, 1500), format), [SMALL, LARGE]).unwrap();
        let sizes = (small.width, small.height, large.width, large.height);
        assert_eq!(sizes, (240, 360, 640, 960), "{format:?}");
        let read = image::load_from_memory_with_format(&large.jpeg, ImageFormat::Jpeg).unwrap().to_rgb8();
        let (left, right) = (read.get_pixel(100, 500).0, read.get_pixel(540, 500).0);
        assert!(left[0] > 180 && left[2] < 30 && right[2] > 180 && right[0] < 30, "{left:?} {right:?}");
    }
}

#[test]
fn a_small_picture_is_not_enlarged() {
    let [only] = rewrite(&written(&two_halves(90, 120), ImageFormat::Png), [LARGE]).unwrap();
    assert_eq!((only.width, only.height), (90, 120));
}

#[test]
fn a_photo_taken_upright_stands_upright_and_tells_nothing_of_its_place() {
    // 6: the camera was turned by a quarter; the left of the sensor is the top.
    let photo = with_exif(&written(&two_halves(300, 200), ImageFormat::Jpeg), 6);
    let [only] = rewrite(&photo, [LARGE]).unwrap();
    assert_eq!((only.width, only.height), (200, 300));
    let read = image::load_from_memory(&only.jpeg).unwrap().to_rgb8();
    assert!(read.get_pixel(100, 20).0[0] > 180 && read.get_pixel(100, 280).0[2] > 180);
    for trace in [&b"Exif"[..], b"Kakaskasen"] {
        assert!(!only.jpeg.windows(trace.len()).any(|part| part == trace));
    }
}

#[test]
fn what_is_transparent_lies_on_white_paper() {
    let glass = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])));
    let [only] = rewrite(&written(&glass, ImageFormat::Png), [LARGE]).unwrap();
    let read = image::load_from_memory(&only.jpeg).unwrap().to_rgb8();
    assert!(read.pixels().all(|pixel| pixel.0.iter().all(|ink| *ink > 250)));
}

#[test]
fn other_formats_are_refused_whatever_they_are_called() {
    let others =
        [&b"GIF89a\x01\0\x01\0"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"BM", b""];
    for bytes in others {
        assert_eq!(rewrite(bytes, [SMALL]), Err(Error::Unknown), "{bytes:?}");
    }
}

#[test]
fn a_few_bytes_that_promise_a_giant_are_refused_before_anything_is_unpacked() {
    for (width, height) in [(20_000, 2_001), (6_325, 6_325), (20_001, 1), (1, u32::MAX >> 1)] {
        assert_eq!(rewrite(&promise(width, height), [SMALL]), Err(Error::TooLarge), "{width} × {height}");
    }
    // Within the limit, but with nothing behind the promise.
    assert_eq!(rewrite(&promise(600, 600), [SMALL]), Err(Error::Damaged));
}

#[test]
fn how_large_a_picture_is_stands_at_its_beginning() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        assert_eq!(dimensions(&written(&two_halves(30, 20), format)), Ok((30, 20)), "{format:?}");
    }
    for junk in [&b"\x89PNG\r\n\x1a\njunk\0\0\0\0IEND\xae\x42\x60\x82"[..], b"\xff\xd8\xff\xe0junk\xff\xd9"] {
        assert_eq!(dimensions(junk), Err(Error::Damaged));
    }
    assert_eq!(dimensions(&promise(20_000, 2_001)), Err(Error::TooLarge));
}

#[test]
fn a_picture_cut_off_in_its_middle_is_damaged() {
    let whole = written(&two_halves(300, 200), ImageFormat::Png);
    assert_eq!(rewrite(&whole[..whole.len() / 2], [SMALL]), Err(Error::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_picture_fits_its_box_and_keeps_its_shape(
        width in 1_u32..700, height in 1_u32..700, most_width in 1_u32..300, most_height in 1_u32..300
    ) {
        let size = Size { width: most_width, height: most_height };
        let [only] = rewrite(&written(&two_halves(width, height), ImageFormat::Png), [size]).unwrap();
        prop_assert!(only.width <= most_width && only.height <= most_height);
        // One factor for both sides, but for rounding to whole pixels.
        let factor = f64::from(most_width).min(f64::from(width)) / f64::from(width);
        let factor = factor.min(f64::from(most_height) / f64::from(height));
        let (ideal_w, ideal_h) = (f64::from(width) * factor, f64::from(height) * factor);
        prop_assert!((f64::from(only.width) - ideal_w).abs() <= 1.0, "{} {ideal_w}", only.width);
        prop_assert!((f64::from(only.height) - ideal_h).abs() <= 1.0, "{} {ideal_h}", only.height);
    }

    #[test]
    fn no_damage_breaks_more_than_the_picture(at in 0_usize..2000, byte in any::<u8>(), kind in 0_usize..3) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][kind];
        let mut bytes = written(&two_halves(60, 40), format);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = rewrite(&bytes, [SMALL]);
        let _ = rewrite(&bytes[..at], [SMALL]);
    }
}
