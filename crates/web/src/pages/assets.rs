use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use ui::assets::{self, Asset};

/// A stylesheet, picture or module; its name holds its hash, so that a browser may keep it for ever.
pub(crate) async fn asset(request: Request) -> Response {
    let Some(asset) = assets::find(request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if text(header::IF_NONE_MATCH) == asset.etag {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let (bytes, encoding) = smallest(asset, text(header::ACCEPT_ENCODING));
    let mut response = Response::new(Body::from(bytes));
    let mut put =
        |name, value: &'static str| response.headers_mut().insert(name, HeaderValue::from_static(value));
    put(header::CONTENT_TYPE, asset.mime);
    put(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    put(header::ETAG, asset.etag);
    put(header::VARY, "Accept-Encoding");
    if let Some(encoding) = encoding {
        put(header::CONTENT_ENCODING, encoding);
    }
    response
}

fn smallest(asset: &'static Asset, accepted: &str) -> (&'static [u8], Option<&'static str>) {
    let accepts = |name: &str| accepted.split(',').any(|part| part.trim().split(';').next() == Some(name));
    match () {
        () if accepts("br") && !asset.brotli.is_empty() => (asset.brotli, Some("br")),
        () if accepts("gzip") && !asset.gzip.is_empty() => (asset.gzip, Some("gzip")),
        () => (asset.bytes, None),
    }
}
