//! Uploaded pictures made safe and small.
//!
//! What somebody uploads is never shown as it came: it is recognised by its first bytes, refused when it is
//! larger than memory should bear, decoded, turned upright, and written again as JPEG in the sizes a page
//! needs. Place, time and camera that a phone writes into a photo are not taken along. Pure: bytes in, bytes
//! out.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, Rgb,
    RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

/// The most pixels a picture may have: more than any phone's camera gives, and 160 MB when unpacked.
pub const MOST_PIXELS: u64 = 40_000_000;
/// The longest side a picture may have, in pixels.
pub const LONGEST_SIDE: u32 = 20_000;
/// The most memory one decoding may take, in bytes: the pixels with what the format needs beside them.
const MOST_MEMORY: u64 = 4 * MOST_PIXELS + (96 << 20);
/// JPEG quality of what is written: no loss one sees in a cover.
const QUALITY: u8 = 84;
/// The paper behind what was transparent.
const PAPER: Rgb<u8> = Rgb([255, 255, 255]);

/// Why a picture cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is neither JPEG, PNG nor WebP.
    #[error("not a JPEG, PNG or WebP picture")]
    Unknown,
    /// It has more than [`MOST_PIXELS`], or a side longer than [`LONGEST_SIDE`].
    #[error("the picture is larger than 40 million pixels")]
    TooLarge,
    /// It begins like a picture but cannot be read to its end.
    #[error("the picture is damaged")]
    Damaged,
}

/// A box that a picture is made to fit into, in pixels; it is never enlarged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The widest it may be.
    pub width: u32,
    /// The highest it may be.
    pub height: u32,
}

/// A picture ready to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// JPEG without any metadata.
    pub jpeg: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Reads an uploaded picture and writes it again in each of the `sizes`, in their order.
///
/// Takes up to 260 MB for a moment, so few should run at once.
///
/// # Errors
/// What is wrong with the picture.
pub fn rewrite<const N: usize>(bytes: &[u8], sizes: [Size; N]) -> Result<[Picture; N], Error> {
    let upright = decode(bytes)?;
    let mut written = Vec::with_capacity(N);
    for size in sizes {
        written.push(fitted(&upright, size)?);
    }
    written.try_into().map_err(|_| Error::Damaged)
}

/// The format by the first bytes; the name and the declared type of an upload say nothing.
fn format(bytes: &[u8]) -> Result<ImageFormat, Error> {
    match image::guess_format(bytes) {
        Ok(known @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(known),
        _ => Err(Error::Unknown),
    }
}

/// How wide and how high a picture is, as its beginning says: nothing is unpacked.
///
/// # Errors
/// What is wrong with the picture, as far as it is looked at.
pub fn dimensions(bytes: &[u8]) -> Result<(u32, u32), Error> {
    opened(bytes).map(|decoder| decoder.dimensions())
}

/// What decodes the picture, with nothing unpacked yet.
fn opened(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Error> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(bytes)?);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let (width, height) = decoder.dimensions();
    // Asked before anything is unpacked: a few bytes can promise any size.
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Error::TooLarge);
    }
    Ok(decoder)
}

/// The pixels, the right way up.
fn decode(bytes: &[u8]) -> Result<DynamicImage, Error> {
    let mut decoder = opened(bytes)?;
    let orientation = decoder.orientation().map_err(|error| reason(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn reason(error: &image::ImageError) -> Error {
    match error {
        image::ImageError::Limits(_) => Error::TooLarge,
        _ => Error::Damaged,
    }
}

/// The picture in a size, on paper, as JPEG.
fn fitted(picture: &DynamicImage, size: Size) -> Result<Picture, Error> {
    let flat = on_paper(&scaled(picture, size));
    let (width, height) = flat.dimensions();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .write_image(flat.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|error| reason(&error))?;
    Ok(Picture { jpeg, width, height })
}

fn scaled(picture: &DynamicImage, size: Size) -> image::RgbaImage {
    let fits = |width, height| picture.width() <= width && picture.height() <= height;
    if fits(size.width, size.height) {
        return picture.to_rgba8();
    }
    // Roughly first, by averages, so that the fine filter has little to do.
    let (width, height) = (size.width.saturating_mul(2), size.height.saturating_mul(2));
    if fits(width, height) {
        picture.resize(size.width, size.height, FilterType::Lanczos3).into_rgba8()
    } else {
        let rough = picture.thumbnail(width, height);
        rough.resize(size.width, size.height, FilterType::Lanczos3).into_rgba8()
    }
}

fn on_paper(picture: &image::RgbaImage) -> RgbImage {
    let mut flat = RgbImage::from_pixel(picture.width(), picture.height(), PAPER);
    for (paper, pixel) in flat.pixels_mut().zip(picture.pixels()) {
        let alpha = u32::from(pixel.0[3]);
        for (under, ink) in paper.0.iter_mut().zip(pixel.0) {
            let mixed = (u32::from(ink) * alpha + u32::from(*under) * (255 - alpha) + 127) / 255;
            *under = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    flat
}

#[cfg(test)]
mod tests;
