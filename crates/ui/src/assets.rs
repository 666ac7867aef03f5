//! Stylesheets, pictures and modules, named by their content and compressed at build time.
//!
//! Serve [`find`]'s answer with `Cache-Control: public, max-age=31536000, immutable`: a changed file has
//! a changed name.

/// A file the browser fetches.
#[derive(Debug)]
pub struct Asset {
    /// Its name in the sources: `app.css`, `js/desk.js`.
    pub name: &'static str,
    /// Where it is served: `/aset/app.1a2b3c4d5e.css`.
    pub url: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// Strong entity tag, in its quotes.
    pub etag: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
    /// The file in Brotli, quality 11.
    pub brotli: &'static [u8],
    /// The file in gzip, level 9.
    pub gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where the file called `name` is served. An unknown name is logged and leads nowhere.
pub fn url(name: &str) -> &'static str {
    TABLE.iter().find(|asset| asset.name == name).map_or_else(
        || {
            tracing::error!(name, "no such asset");
            ""
        },
        |asset| asset.url,
    )
}

/// The file served at `path`.
pub fn find(path: &str) -> Option<&'static Asset> {
    TABLE.iter().find(|asset| asset.url == path)
}

/// Every file, sorted by name.
pub fn all() -> &'static [Asset] {
    TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(name: &str) -> usize {
        all().iter().find(|asset| asset.name == name).unwrap().gzip.len()
    }

    #[test]
    fn an_asset_is_found_at_the_address_it_is_given() {
        for asset in all() {
            assert_eq!(find(url(asset.name)).unwrap().name, asset.name);
            assert!(asset.url.starts_with("/aset/") && asset.etag.starts_with('"'));
        }
        assert!(find("/aset/app.css").is_none());
    }

    #[test]
    fn the_stylesheet_points_at_the_hashed_band() {
        let css = std::str::from_utf8(find(url("app.css")).unwrap().bytes).unwrap();
        assert!(css.contains(url("band.svg")) && !css.contains("url(\"band.svg\")"));
    }

    #[test]
    fn what_a_public_page_loads_stays_within_its_budget() {
        assert!(compressed("app.css") <= 16 * 1024, "css {}", compressed("app.css"));
        assert!(compressed("js/suggest.js") <= 12 * 1024);
        let home = ["app.css", "band.svg", "hero.svg", "icon.svg", "js/suggest.js"];
        let total: usize = home.into_iter().map(compressed).sum();
        assert!(
            total <= 27 * 1024,
            "the home page's files are {total} bytes, which leaves too little for its HTML"
        );
    }

    #[test]
    fn what_the_desk_loads_stays_within_its_budget() {
        let desk = ["app.css", "staff.css", "band.svg", "icon.svg", "js/desk.js"];
        let total: usize = desk.into_iter().map(compressed).sum();
        assert!(total <= 30 * 1024, "{total}");
    }

    #[test]
    fn a_dark_page_can_be_chosen_on_a_light_system_and_hex_comes_before_oklch() {
        let css = std::str::from_utf8(find(url("app.css")).unwrap().bytes).unwrap();
        let forced = css.find(r#":root[data-theme="dark"]{color-scheme:dark;--bg:#"#).unwrap();
        let wide = css.find("@supports (color:oklch(0 0 0)){").unwrap();
        assert!(forced < wide && css[wide..].contains(r#":root[data-theme="dark"]{--bg:oklch("#));
        assert!(!css[..wide].contains("oklch(0."), "a colour an old browser cannot read comes first");
    }
}
