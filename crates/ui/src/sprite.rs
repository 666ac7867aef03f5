//! Symbols drawn once per page: Lucide icons, shelf flowers and weaves.
//!
//! A template writes `<svg class="i"><use href="#LuSearch"/></svg>` (or [`icon`]); [`finish`] reads the
//! finished page once and puts a sprite with exactly the symbols used in place of [`PLACE`].

use crate::{art, html::Html};
use memchr::memmem;
use std::{collections::HashMap, sync::LazyLock};

/// Where the sprite goes; the base template holds it once, first in the body.
pub const PLACE: &str = "<!--sprite-->";

const USE: &str = "<use href=\"#";

/// An icon, decorative: the words beside it carry the meaning.
pub fn icon(name: &str) -> Html {
    Html::trusted(format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#{name}\"/></svg>"))
}

/// Puts the sprite of the symbols used into a page. Names nobody knows are logged.
pub fn finish(page: String) -> String {
    let Some(place) = memmem::find(page.as_bytes(), PLACE.as_bytes()) else { return page };
    let mut used: Vec<&str> = Vec::with_capacity(24);
    for at in memmem::find_iter(page.as_bytes(), USE.as_bytes()) {
        let rest = &page[at + USE.len()..];
        let name = &rest[..rest.find('"').unwrap_or(0)];
        if !used.contains(&name) {
            used.push(name);
        }
    }
    let symbols: Vec<&str> = used.iter().filter_map(|name| symbol(name)).collect();
    let length: usize = symbols.iter().map(|symbol| symbol.len()).sum();
    let mut out = String::with_capacity(page.len() + length + 80);
    out.push_str(&page[..place]);
    if !symbols.is_empty() {
        out.push_str("<svg class=\"sprite\" aria-hidden=\"true\"><defs>");
        symbols.iter().for_each(|symbol| out.push_str(symbol));
        out.push_str("</defs></svg>");
    }
    out.push_str(&page[place + PLACE.len()..]);
    out
}

/// Whether a symbol of this name can be drawn.
pub fn exists(name: &str) -> bool {
    SYMBOLS.contains_key(name)
}

fn symbol(name: &str) -> Option<&'static str> {
    let found = SYMBOLS.get(name).map(String::as_str);
    if found.is_none() {
        tracing::error!(name, "a page uses a symbol that does not exist");
    }
    found
}

static SYMBOLS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let lucide = LUCIDE.iter().map(|(name, shapes)| {
        let shapes = shapes.replace(" />", "/>").replace('\n', "");
        (*name, format!("<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>"))
    });
    lucide.chain(art::flowers()).chain(art::weaves()).collect()
});

macro_rules! lucide {
    ($($name:ident)*) => {
        /// The Lucide icons the program may use.
        static LUCIDE: &[(&str, &str)] = &[$((stringify!($name), icondata_lu::$name.data)),*];
    };
}

lucide! {
    LuAccessibility LuArchive LuArmchair LuArrowDown LuArrowLeft LuArrowRight LuArrowUp LuAudioLines
    LuAward LuBaby LuBadgeCheck LuBan LuBell LuBook LuBookCheck LuBookCopy LuBookDown LuBookOpen LuBookPlus
    LuBookText LuBookUp LuBookX LuBookmark LuBookmarkCheck LuBookmarkPlus LuBox LuBraces LuBuilding
    LuBuilding2 LuBus LuCalendar LuCalendarCheck LuCalendarClock LuCalendarDays LuCalendarPlus LuCalendarRange LuCamera
    LuChartColumn LuChartLine LuCheck LuCheckCheck LuChevronDown LuChevronLeft LuChevronRight LuChevronUp
    LuCircleAlert LuCircleCheck LuCircleCheckBig LuCircleHelp LuCircleX LuClipboardCheck LuClipboardList
    LuClock LuCoins LuCopy LuCreditCard LuDatabase LuDisc LuDoorOpen LuDownload LuEllipsis LuExternalLink
    LuEye LuEyeOff LuFile LuFileCheck LuFileSpreadsheet LuFileText LuFilm LuFlag LuFlower LuFlower2 LuFolder
    LuGavel LuGift LuGlobe LuGraduationCap LuHammer LuHand LuHandshake LuHash LuHeart LuHistory LuHouse
    LuIdCard LuImage LuInbox LuInfo LuKey LuKeyRound LuLanguages LuLayers LuLayoutGrid LuLeaf LuLibrary
    LuLightbulb LuLink LuList LuListChecks LuLock LuLogIn LuLogOut LuMail LuMap LuMapPin LuMegaphone LuMenu
    LuMessageCircle LuMessageSquare LuMessagesSquare LuMic LuMinus LuMonitor LuMoon LuMusic LuNewspaper
    LuPackage LuPackageCheck LuPalette LuPaperclip LuPause LuPencil LuPhone LuPlay LuPlus LuPresentation
    LuPrinter LuQrCode LuQuote LuReceipt LuRefreshCw LuRepeat LuReply LuRotateCcw LuRoute LuRss LuSave
    LuScan LuScanBarcode LuSchool LuSearch LuSend LuServer LuSettings LuShare2 LuShield LuShieldAlert
    LuShieldCheck LuSlidersHorizontal LuSmartphone LuSmile LuSparkles LuSprout LuStar LuStickyNote LuStore
    LuSun LuTable LuTag LuTags LuTarget LuThumbsDown LuThumbsUp LuTicket LuTimer LuTrash2 LuTreePine
    LuTrendingDown LuTrendingUp LuTriangleAlert LuTruck LuUndo2 LuUpload LuUser LuUserCheck LuUserCog
    LuUserPlus LuUserX LuUsers LuVideo LuVote LuWallet LuWheat LuWifi LuWifiOff LuWrench LuX LuZap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_only_the_symbols_it_uses_and_each_once() {
        let page = format!("<body>{PLACE}{}{}{}</body>", icon("LuSearch"), icon("LuX"), icon("LuSearch"));
        let page = finish(page);
        assert_eq!(page.matches("<symbol ").count(), 2);
        assert!(
            page.starts_with(
                "<body><svg class=\"sprite\" aria-hidden=\"true\"><defs><symbol id=\"LuSearch\""
            )
        );
    }

    #[test]
    fn a_page_without_symbols_carries_no_sprite() {
        assert_eq!(finish(format!("<body>{PLACE}</body>")), "<body></body>");
        assert_eq!(finish("<p>".into()), "<p>");
    }

    #[test]
    fn an_unknown_symbol_is_left_out() {
        assert!(!finish(format!("{PLACE}{}", icon("LuNone"))).contains("<symbol"));
    }

    #[test]
    fn flowers_and_weaves_are_symbols_too() {
        for name in ["d0", "d9", "w1", "w5"] {
            assert!(exists(name), "{name}");
        }
    }
}
